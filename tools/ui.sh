#!/bin/sh
# ui.sh OUT - lays out in OUT what the program embeds as its web UI: our own files and the modules from npm, each as it is and
# compressed, in a folder named by the hash of it all, so that a browser may keep every file for ever. index.html names that folder.
set -eu
out=$1
modules=ui/node_modules
if [ ! -e $modules/.package-lock.json ] || [ ui/package-lock.json -nt $modules/.package-lock.json ]; then
    (cd ui && npm ci --silent --no-progress --ignore-scripts) || {
        echo "ui: the modules of ui/package-lock.json could not be had from npm (see above)" >&2
        exit 1
    }
    touch $modules/.package-lock.json
fi
rm -rf "$out"
mkdir -p "$out/files/vendor"
for folder in lib part page style text picture; do
    mkdir -p "$out/files/$folder"
    cp ui/$folder/* "$out/files/$folder/"
done
# Browsers resolve no bare names, and the page's policy allows no import map.
sed 's/from"preact"/from".\/preact.js"/' $modules/preact/hooks/dist/hooks.mjs >"$out/files/vendor/hooks.js"
cp $modules/preact/dist/preact.mjs "$out/files/vendor/preact.js"
cp $modules/htm/dist/htm.module.js "$out/files/vendor/htm.js"
cp $modules/uqr/dist/index.mjs "$out/files/vendor/uqr.js"
cp $modules/uplot/dist/uPlot.iife.min.js "$out/files/vendor/uplot.js"
cp $modules/uplot/dist/uPlot.min.css "$out/files/vendor/uplot.css"
sed -i '/^\/\/# sourceMappingURL/d' "$out"/files/vendor/*.js
version=$({ find "$out/files" -type f | LC_ALL=C sort | xargs cat; cat ui/index.html; } | sha256sum | cut -c1-12)
sed "s/@VERSION@/$version/g" ui/index.html >"$out/index.html"
mv "$out/files" "$out/$version"
find "$out" -type f -exec gzip -9 -n -k {} +
