"""The reviewer's desk: what terminal and review page do alike, without printing or asking."""
