/* Information: simulation/model/rules/information.py. */
#ifndef INFORMATION_H
#define INFORMATION_H

#include "village.h"

static inline void share(const Behaviour *b, Owner *one, Owner *two, int topic)
{
    double mine = one->knowledge[topic], theirs = two->knowledge[topic];
    if (mine < theirs)
        one->knowledge[topic] = mine + b->sharing * (theirs - mine);
    else
        two->knowledge[topic] = theirs + b->sharing * (mine - theirs);
}

static inline void practise(const Behaviour *b, Owner *owner)
{
    for (int topic = 0; topic < 3; topic++)
        owner->knowledge[topic] += b->practice * (1.0 - owner->knowledge[topic]);
}

#endif
