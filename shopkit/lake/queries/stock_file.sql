-- The newest stock file at or before $to: what another system said lay on the shelves, SKU by SKU.
select sku, system, seen_on, title, barcode, on_hand, damaged_qty, reserved, available
from stock
where seen_on = (select max(seen_on) from stock where seen_on <= $to)
order by sku
