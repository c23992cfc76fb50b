"""Acts set in the layouts that offices use, from records that are known."""
