"""What foresight and patience alone lead to: Rubinstein's equilibrium and backward induction, to compare talks with."""
