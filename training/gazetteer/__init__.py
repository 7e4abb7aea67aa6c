"""The gazetteer's builder: GeoNames, outlines of states and counties, and a table written by hand."""
