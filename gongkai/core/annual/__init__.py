"""The annual report on disclosure (条例第四十九条、第五十条): its forms, identities and text."""
