"""Fixed vocabulary of the report: laws, roles, kinds of hedge and source, concepts and their literature."""

from collections.abc import Mapping

from pourparler.language import Message, msg

LAWS: Mapping[str, Message] = {
    "point": msg("exact"),
    "pert": msg("PERT"),
    "quantiles": msg("fitted to quantiles"),
    "uniform": msg("uniform"),
}

ROLES: Mapping[str, Message] = {
    "headline": msg("headline"),
    "lead": msg("lead"),
    "body": msg("body of the text"),
}

SCOPES: Mapping[str, Message] = {
    "claim": msg("the claim"),
    "event": msg("the event"),
    "value": msg("the value"),
}

HEDGE_CLASSES: Mapping[str, Message] = {
    "possibility": msg("possibility"),
    "likelihood": msg("likelihood"),
    "expectation": msg("expectation"),
    "prediction": msg("prediction"),
    "reportative": msg("hearsay"),
    "appearance": msg("appearance"),
    "belief": msg("belief"),
    "doubt": msg("doubt"),
    "intention": msg("intention"),
    "willingness": msg("willingness"),
    "suggestion": msg("suggestion"),
    "attribution": msg("attribution"),
    "booster": msg("emphasis"),
    "attenuator": msg("attenuation"),
    "approximator": msg("approximation"),
    "absence": msg("absence"),
    "condition": msg("condition"),
}

SOURCE_KINDS: Mapping[str, Message] = {
    "document": msg("document"),
    "outlet": msg("outlet"),
    "person": msg("person"),
    "organisation": msg("organisation"),
    "anonymous": msg("anonymous"),
}

LEVELS: Mapping[str, Message] = {"error": msg("Errors"), "warning": msg("Warnings"), "note": msg("Notes")}

DEFINITIONS: Mapping[str, Message] = {
    "frontier": msg("All outcomes that cannot be improved for one party without a loss for another."),
    "nash": msg("The acceptable outcome with the largest product of the parties' gains over no deal."),
    "kalai-smorodinsky": msg(
        "The acceptable outcome in which the party that gets the smallest part of the most it could gain gets as much as possible."
    ),
    "egalitarian": msg(
        "The acceptable outcome with the largest smallest gain. It depends on the units of utility, which are not comparable "
        "between parties unless one says so."
    ),
    "utilitarian": msg(
        "The acceptable outcome with the largest sum of utilities; the units must be comparable."
    ),
    "least-spread": msg(
        "The efficient acceptable outcome whose largest and smallest gain lie closest together; other programs print it as “Kalai”."
    ),
    "raiffa": msg(
        "The end of a series of interim agreements, each one step from the last towards what every party could still hope for."
    ),
    "audit": msg(
        "What a given deal (in the main job, the status quo) is worth to each party, who would accept it, and what would be better for "
        "some and worse for nobody."
    ),
    "zones": msg("For each issue, the values that some acceptable outcome has, the other issues being free."),
    "agreements": msg("How many outcomes the decision rule accepts, counted exactly."),
    "contestedness": msg(
        "The mean distance between the positions of two parties, weighted by influence times salience, as a share of the "
        "issue's scale; it does not tell how many camps there are."
    ),
    "compromise": msg("The mean of the parties' positions, weighted by influence times salience."),
    "weighted-median": msg(
        "The position that no other position beats in a vote weighted by influence times salience."
    ),
}

REFERENCES: Mapping[str, str] = {
    "achen2006": "Achen, C. H. (2006). Institutional realism and bargaining models. In Thomson, R., Stokman, F. N., Achen, C. H. & König, T. (eds), The European Union Decides, ch. 4. Cambridge University Press.",
    "black1958": "Black, D. (1958). The Theory of Committees and Elections. Cambridge University Press.",
    "diskin2011": "Diskin, A., Koppel, M. & Samet, D. (2011). Generalized Raiffa solutions. Games and Economic Behavior 73, 452–458.",
    "genius2014": "Lin, R., Kraus, S., Baarslag, T., Tykhonov, D., Hindriks, K. & Jonker, C. M. (2014). Genius: an integrated environment for supporting the design of generic automated negotiators. Computational Intelligence 30, 48–70.",
    "gini1912": "Gini, C. (1912). Variabilità e mutabilità. Cuppini, Bologna.",
    "harsanyi1955": "Harsanyi, J. C. (1955). Cardinal welfare, individualistic ethics, and interpersonal comparisons of utility. Journal of Political Economy 63, 309–321.",
    "harsanyi-selten1972": "Harsanyi, J. C. & Selten, R. (1972). A generalized Nash solution for two-person bargaining games with incomplete information. Management Science 18, 80–106.",
    "imai1983": "Imai, H. (1983). Individual monotonicity and lexicographic maxmin solution. Econometrica 51, 389–401.",
    "kalai1977proportional": "Kalai, E. (1977). Proportional solutions to bargaining situations: interpersonal utility comparisons. Econometrica 45, 1623–1630.",
    "kalai-smorodinsky1975": "Kalai, E. & Smorodinsky, M. (1975). Other solutions to Nash's bargaining problem. Econometrica 43, 513–518.",
    "kalai1977asymmetric": "Kalai, E. (1977). Nonsymmetric Nash solutions and replications of 2-person bargaining. International Journal of Game Theory 6, 129–133.",
    "kung1975": "Kung, H. T., Luccio, F. & Preparata, F. P. (1975). On finding the maxima of a set of vectors. Journal of the ACM 22, 469–476.",
    "luce-raiffa1957": "Luce, R. D. & Raiffa, H. (1957). Games and Decisions. Wiley.",
    "myerson1977": "Myerson, R. B. (1977). Two-person bargaining problems and comparable utility. Econometrica 45, 1631–1637.",
    "nash1950": "Nash, J. F. (1950). The bargaining problem. Econometrica 18, 155–162.",
    "pareto1906": "Pareto, V. (1906). Manuale di economia politica. Società Editrice Libraria, Milan.",
    "pruitt1981": "Pruitt, D. G. (1981). Negotiation Behavior. Academic Press.",
    "raiffa1953": "Raiffa, H. (1953). Arbitration schemes for generalized two-person games. In Kuhn, H. W. & Tucker, A. W. (eds), Contributions to the Theory of Games II, 361–387. Princeton University Press.",
    "raiffa1982": "Raiffa, H. (1982). The Art and Science of Negotiation. Harvard University Press.",
    "vandenbos1991": "Van den Bos, J. M. M. (1991). Dutch EC Policy Making: A Model-Guided Approach to Coordination and Negotiation. Thesis Publishers, Amsterdam.",
    "vose2008": "Vose, D. (2008). Risk Analysis: A Quantitative Guide, 3rd ed. Wiley.",
}  # fmt: skip
"""Works that concepts refer to, by key; a reference is the same in every language."""

TIERS: Mapping[str, Message] = {
    "exact": msg("letter for letter"),
    "typography": msg("typography"),
    "whitespace": msg("white space"),
}
