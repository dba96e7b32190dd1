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
    "challenge": msg(
        "Round after round every party presses every other one as far as the weight behind it allows, and takes the offer "
        "that its reading of the model says; the weighted median after the last round. Other readings give other answers."
    ),
    "challenge-readings": msg("The challenge model under every combination of eight disputed switches."),
    "compromise": msg("The mean of the parties' positions, weighted by influence times salience."),
    "exchange": msg(
        "Two parties on opposite sides of two issues each concede what matters less to them, at equal gain; the exchange with the "
        "largest gain first, until no two parties can both gain. Then the mean weighted by influence times salience decides."
    ),
    "weighted-median": msg(
        "The position that no other position beats in a vote weighted by influence times salience."
    ),
    "ensemble": msg(
        "Several readings, each spread by how it erred in past decisions, pooled into one density with mass on held positions; the number is the median."
    ),
    "pce": msg(
        "Every position held is an option, actors vote between options by distance, and each option wins with a probability of the model; the number is the mean."
    ),
    "nash-spatial": msg(
        "The point of all issues with the largest product of the parties' gains over what failure is worth to them (by default, a "
        "little less than their own worst outcome), each to the power of its influence times salience."
    ),
    "ks-spatial": msg(
        "The point of all issues at which the smallest share of the most that a party could gain is largest; influence has no say in it."
    ),
    "levers": msg(
        "Changes of one party's position, salience or influence, ranked by what they bring for what they cost, each judged under "
        "several readings."
    ),
    "smp": msg(
        "Turn by turn every party challenges the one it gains most from, third parties take sides, and each takes one of the bargains that follow; the number is the mean of the last positions weighted by influence."
    ),
    "veto-core": msg(
        "Which status quo the decision rule lets be changed, and to what, if everybody prefers what is nearer. Inside the core "
        "it stays; outside, the rule does not say which point of the winset is taken."
    ),
    "agenda": msg(
        "The point to which a procedure leads if the one who proposes knows where everybody stands."
    ),
    "power": msg(
        "How often each party decides under the decision rule, over all coalitions or all orders of voting; it knows "
        "nothing of positions."
    ),
    "stability": msg(
        "Which states of the conflict nobody has reason to leave, if each party weighs its moves against the answers of the others."
    ),
    "paths": msg("Where the conflict can go from the status quo, and by whose moves."),
    "inverse": msg("Which preferences of one party would make a state hold."),
    "talks": msg(
        "Offers in turn between stated strategies, until all stand behind one offer, somebody breaks off, or the rounds are over."
    ),
    "rubinstein": msg(
        "What two parties agree on at once if offers could go to and fro for ever, waiting costs each its share, and both know and foresee everything. A benchmark, no forecast."
    ),
    "backward-induction": msg(
        "What parties agree on who propose in turn up to a deadline, need everybody's yes, and all know and foresee everything; solved from the last round. A benchmark, no forecast."
    ),
}

FORESIGHT: Mapping[str, Message] = {
    "nash": msg("Nash (R): the party has no move to a state that it prefers."),
    "gmr": msg(
        "GMR (general metarational): to every such move the others have an answer, at whatever cost to themselves, that leaves the party no better off."
    ),
    "smr": msg(
        "SMR (symmetric metarational): as GMR, and from there no move of its own makes it better off."
    ),
    "seq": msg("SEQ (sequential): the others answer only by moves that they gain from themselves."),
    "sseq": msg("SSEQ (symmetric sequential): as SEQ, and no countermove of the party makes it better off."),
    "sim": msg(
        "SIM (simultaneous): improvements that others make at the same moment leave the party no better off."
    ),
}
"""The stability concepts in one sentence each, from those that foresee least on."""

REFERENCES: Mapping[str, str] = {
    "achen2006": "Achen, C. H. (2006). Institutional realism and bargaining models. In Thomson, R., Stokman, F. N., Achen, C. H. & König, T. (eds), The European Union Decides, ch. 4. Cambridge University Press.",
    "axelrod1984": "Axelrod, R. (1984). The Evolution of Cooperation. Basic Books.",
    "aydogan2017": "Aydoğan, R., Festen, D., Hindriks, K. V. & Jonker, C. M. (2017). Alternating offers protocols for multilateral negotiation. In Fujita, K. et al. (eds), Modern Approaches to Agent-based Complex Automated Negotiation, 153–167. Springer.",
    "baarslag2013": "Baarslag, T., Hindriks, K. & Jonker, C. (2013). Acceptance conditions in automated negotiation. In Ito, T. et al. (eds), Complex Automated Negotiations: Theories, Models, and Software Competitions, 95–111. Springer.",
    "banzhaf1965": "Banzhaf, J. F. (1965). Weighted voting doesn't work: a mathematical analysis. Rutgers Law Review 19, 317–343.",
    "binmore1986": "Binmore, K., Rubinstein, A. & Wolinsky, A. (1986). The Nash bargaining solution in economic modelling. RAND Journal of Economics 17, 176–188.",
    "black1958": "Black, D. (1958). The Theory of Committees and Elections. Cambridge University Press.",
    "buenodemesquita1994": "Bueno de Mesquita, B. (1994). Political forecasting: an expected utility method. In Bueno de Mesquita, B. & Stokman, F. N. (eds), European Community Decision Making, ch. 4. Yale University Press.",
    "coleman1971": "Coleman, J. S. (1971). Control of collectivities and the power of a collectivity to act. In Lieberman, B. (ed.), Social Choice, 269–300. Gordon and Breach.",
    "crombez1996": "Crombez, C. (1996). Legislative procedures in the European Community. British Journal of Political Science 26, 199–228.",
    "deegan-packel1978": "Deegan, J. & Packel, E. W. (1978). A new index of power for simple n-person games. International Journal of Game Theory 7, 113–123.",
    "dejonge2022": "De Jonge, D. (2022). An analysis of the linear bilateral ANAC domains using the MiCRO benchmark strategy. In Proceedings of the Thirty-First International Joint Conference on Artificial Intelligence, 223–229.",
    "diskin2011": "Diskin, A., Koppel, M. & Samet, D. (2011). Generalized Raiffa solutions. Games and Economic Behavior 73, 452–458.",
    "efird2016": "Efird, B., Lester, L. & Wise, B. (2016). Analyzing coalitions in China's policy formulation: reforming the role of state-owned enterprises in China's energy sector. Journal of East Asian Studies 16, 117–145.",
    "fang1993": "Fang, L., Hipel, K. W. & Kilgour, D. M. (1993). Interactive Decision Making: The Graph Model for Conflict Resolution. Wiley.",
    "faratin1998": "Faratin, P., Sierra, C. & Jennings, N. R. (1998). Negotiation decision functions for autonomous agents. Robotics and Autonomous Systems 24, 159–182.",
    "faratin2002": "Faratin, P., Sierra, C. & Jennings, N. R. (2002). Using similarity criteria to make issue trade-offs in automated negotiations. Artificial Intelligence 142, 205–237.",
    "fraser-hipel1984": "Fraser, N. M. & Hipel, K. W. (1984). Conflict Analysis: Models and Resolutions. North-Holland.",
    "genius2014": "Lin, R., Kraus, S., Baarslag, T., Tykhonov, D., Hindriks, K. & Jonker, C. M. (2014). Genius: an integrated environment for supporting the design of generic automated negotiators. Computational Intelligence 30, 48–70.",
    "gini1912": "Gini, C. (1912). Variabilità e mutabilità. Cuppini, Bologna.",
    "hamouda2006": "Hamouda, L., Kilgour, D. M. & Hipel, K. W. (2006). Strength of preference in graph models for multiple-decision-maker conflicts. Applied Mathematics and Computation 179, 314–327.",
    "harsanyi-selten1972": "Harsanyi, J. C. & Selten, R. (1972). A generalized Nash solution for two-person bargaining games with incomplete information. Management Science 18, 80–106.",
    "harsanyi1955": "Harsanyi, J. C. (1955). Cardinal welfare, individualistic ethics, and interpersonal comparisons of utility. Journal of Political Economy 63, 309–321.",
    "holler1982": "Holler, M. J. (1982). Forming coalitions and measuring voting power. Political Studies 30, 262–271.",
    "howard1971": "Howard, N. (1971). Paradoxes of Rationality: Theory of Metagames and Political Behavior. MIT Press.",
    "imai1983": "Imai, H. (1983). Individual monotonicity and lexicographic maxmin solution. Econometrica 51, 389–401.",
    "inohara-hipel2008": "Inohara, T. & Hipel, K. W. (2008). Coalition analysis in the graph model for conflict resolution. Systems Engineering 11, 343–359.",
    "kalai-smorodinsky1975": "Kalai, E. & Smorodinsky, M. (1975). Other solutions to Nash's bargaining problem. Econometrica 43, 513–518.",
    "kalai1977asymmetric": "Kalai, E. (1977). Nonsymmetric Nash solutions and replications of 2-person bargaining. International Journal of Game Theory 6, 129–133.",
    "kalai1977proportional": "Kalai, E. (1977). Proportional solutions to bargaining situations: interpersonal utility comparisons. Econometrica 45, 1623–1630.",
    "kilgour1985": "Kilgour, D. M. (1985). Anticipation and stability in two-person non-cooperative games. In M. D. Ward & U. Luterbacher (eds), Dynamic Models of International Conflict. Lynne Rienner.",
    "kilgour2001": "Kilgour, D. M., Hipel, K. W., Fang, L. & Peng, X. (2001). Coalition analysis in group decision support. Group Decision and Negotiation 10, 159–175.",
    "kinsara2015": "Kinsara, R. A., Kilgour, D. M. & Hipel, K. W. (2015). Inverse approach to the graph model for conflict resolution. IEEE Transactions on Systems, Man, and Cybernetics: Systems 45, 734–742.",
    "ktab": "KTAB, the KAPSARC Toolkit for Behavioral Analysis: program of the spatial model of politics, lsyaseen/KTAB, commit 3b5b063 (MIT licence).",
    "kung1975": "Kung, H. T., Luccio, F. & Preparata, F. P. (1975). On finding the maxima of a set of vectors. Journal of the ACM 22, 469–476.",
    "li2004": "Li, K. W., Hipel, K. W., Kilgour, D. M. & Fang, L. (2004). Preference uncertainty in the graph model for conflict resolution. IEEE Transactions on Systems, Man, and Cybernetics – Part A 34, 507–520.",
    "li2005": "Li, K. W., Kilgour, D. M. & Hipel, K. W. (2005). Status quo analysis in the graph model for conflict resolution. Journal of the Operational Research Society 56, 699–707.",
    "luce-raiffa1957": "Luce, R. D. & Raiffa, H. (1957). Games and Decisions. Wiley.",
    "myerson1977": "Myerson, R. B. (1977). Two-person bargaining problems and comparable utility. Econometrica 45, 1631–1637.",
    "nash1950": "Nash, J. F. (1950). The bargaining problem. Econometrica 18, 155–162.",
    "pareto1906": "Pareto, V. (1906). Manuale di economia politica. Società Editrice Libraria, Milan.",
    "pruitt1981": "Pruitt, D. G. (1981). Negotiation Behavior. Academic Press.",
    "raiffa1953": "Raiffa, H. (1953). Arbitration schemes for generalized two-person games. In Kuhn, H. W. & Tucker, A. W. (eds), Contributions to the Theory of Games II, 361–387. Princeton University Press.",
    "raiffa1982": "Raiffa, H. (1982). The Art and Science of Negotiation. Harvard University Press.",
    "rego-vieira2017": "Rêgo, L. C. & Vieira, G. I. A. (2017). Symmetric sequential stability in the graph model for conflict resolution with multiple decision makers. Group Decision and Negotiation 26, 775–792.",
    "romer-rosenthal1978": "Romer, T. & Rosenthal, H. (1978). Political resource allocation, controlled agendas, and the status quo. Public Choice 33, 27–43.",
    "rubinstein1982": "Rubinstein, A. (1982). Perfect equilibrium in a bargaining model. Econometrica 50, 97–109.",
    "scholz2011": "Scholz, J. B., Calbert, G. J. & Smith, G. A. (2011). Unravelling Bueno De Mesquita's group decision model. Journal of Theoretical Politics 23, 510–531.",
    "shapley-shubik1954": "Shapley, L. S. & Shubik, M. (1954). A method for evaluating the distribution of power in a committee system. American Political Science Review 48, 787–792.",
    "stahl1972": "Ståhl, I. (1972). Bargaining Theory. Economic Research Institute, Stockholm School of Economics.",
    "steunenberg1994": "Steunenberg, B. (1994). Decision making under different institutional arrangements: legislation by the European Community. Journal of Institutional and Theoretical Economics 150, 642–669.",
    "stokman-vanoosten1994": "Stokman, F. N. & Van Oosten, R. (1994). The exchange of voting positions: an object-oriented model of policy networks. In Bueno de Mesquita, B. & Stokman, F. N. (eds), European Community Decision Making, ch. 5. Yale University Press.",
    "tsebelis2002": "Tsebelis, G. (2002). Veto Players: How Political Institutions Work. Princeton University Press.",
    "vanassen2003": "Van Assen, M., Stokman, F. & Van Oosten, R. (2003). Conflict measures in cooperative exchange models of collective decision-making. Rationality and Society 15, 85–112.",
    "stone1961": "Stone, M. (1961). The opinion pool. Annals of Mathematical Statistics 32, 1339–1342.",
    "thomson2006": "Thomson, R., Stokman, F. N., Achen, C. H. & König, T. (eds) (2006). The European Union Decides. Cambridge University Press.",
    "vandenbos1991": "Van den Bos, J. M. M. (1991). Dutch EC Policy Making: A Model-Guided Approach to Coordination and Negotiation. Thesis Publishers, Amsterdam.",
    "vose2008": "Vose, D. (2008). Risk Analysis: A Quantitative Guide, 3rd ed. Wiley.",
}  # fmt: skip
"""Works that concepts refer to, by key; a reference is the same in every language."""

TIERS: Mapping[str, Message] = {
    "exact": msg("letter for letter"),
    "typography": msg("typography"),
    "whitespace": msg("white space"),
}
