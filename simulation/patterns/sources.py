"""Where the real data behind the patterns are found. Only numbers derived from them are here, no data.

A DOI is that of the article, or of the data where they have one of their own.
"""

HAMLETS = "633 Indonesian hamlets: Alatas et al. 2016, doi:10.1257/aer.20140705"
INDIA = "Banerjee, Chandrasekhar, Duflo & Jackson 2013, doi:10.7910/DVN/U3BIHX"
COLOMBIA = "Ross & Redhead, data of the package STRAND, https://github.com/ctross/STRAND"
DIVIDED = f"Indian villages by religion: {INDIA}; a Colombian coastal village by ethnicity: {COLOMBIA}"
FAVOURITISM = "Balliet, Wu & De Dreu 2014, doi:10.1037/a0037737"
CHOICES = "Fudenberg, Rand & Dreber 2012, doi:10.1257/aer.102.2.720"
FIRMS = "Cai & Szeidl 2018, doi:10.1093/qje/qjx049"
DISPUTES = "Blattman, Hartman & Blair 2014, American Political Science Review 108, 100-120"
CONTACT = "Lowe 2021, American Economic Review 111, 1807-1844"
NYAKATOKE = (
    "De Weerdt & Fafchamps 2011, "
    "https://www.uantwerpen.be/en/staff/joachim-deweerdt/public-data-sets/nyakatoke-network/"
)
UCINET = "http://vlado.fmf.uni-lj.si/pub/networks/data/ucinet/ucidata.htm"
TAILORS = f"Kapferer 1972, {UCINET}"
SCHOOL = "Coleman 1964, data `coleman` of the R package sna, https://cran.r-project.org/package=sna"
CLASSES = "Knecht 2008, doi:10.17026/dans-z9b-h2bp"
GIRLS = (
    "s50 of the Teenage Friends and Lifestyle Study, https://www.stats.ox.ac.uk/~snijders/siena/s50_data.htm"
)
CONTACTS = f"Bernard, Killworth & Sailer 1980, {UCINET}"
AFRICA = "Afrobarometer 2005 as used by Nunn & Wantchekon 2011, doi:10.1257/aer.101.7.3221"
EIES = f"Freeman & Freeman 1979, {UCINET}"
TEAMS = "Jones & Shah 2016, doi:10.1037/apl0000041"
PROFITS = "de Mel, McKenzie & Woodruff 2008, https://microdata.worldbank.org/catalog/8250"
