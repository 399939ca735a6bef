"""The words of a command that would compute the same again."""

from collections.abc import Mapping, Sequence


def words_of(command: Sequence[str], file: object, options: Mapping[str, object]) -> list[str]:
    """Return the words of a command, without ``kampung``.

    Parameters
    ----------
    command : sequence of str
        Its name, after that of its group if it has one.
    file : path
        The experiment.
    options : mapping
        By name. None and False are no option, True is a switch, a sequence is given several times.
    """
    # a name that begins with a dash would be read as an option
    words = [*command, f"./{file}" if str(file).startswith("-") else str(file)]
    for name, value in options.items():
        option = "--" + name.replace("_", "-")
        for each in value if isinstance(value, list | tuple) else [value]:
            if each is True:
                words.append(option)
            elif each is not None and each is not False:
                words += [option, str(each)]
    return words
