"""Charts as SVG that follows the site's theme: plain numbers (``kbgen.views.charts``) drawn by Vega-Lite."""
