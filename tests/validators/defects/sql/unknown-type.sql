CREATE TABLE shop_order (
  id UUID NOT NULL PRIMARY KEY,
  total MONEYS
);
