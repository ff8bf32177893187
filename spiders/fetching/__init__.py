"""How documents are fetched: from public places only, politely, and with patience that ends."""
