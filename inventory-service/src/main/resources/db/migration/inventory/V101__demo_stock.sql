-- The same in each warehouse.
INSERT INTO stock (sku, warehouse, on_hand, reserved, version)
SELECT article.sku, warehouse, article.on_hand, 0, 0
  FROM (VALUES ('laptop', 1000), ('phone', 2000), ('headphones', 10000), ('book', 50000), ('sticker', 400000))
           AS article (sku, on_hand)
 CROSS JOIN (VALUES ('W1'), ('W2')) AS site (warehouse);
