"""What a district's programme holds beside its interventi: people, V.A.M.T. actions, members."""
