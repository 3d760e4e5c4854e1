"""Operations' page: orders, campaigns, prices, ads, listing, rules, rivals."""
