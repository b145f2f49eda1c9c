#!/bin/sh
# verify_unit.sh SYSTEMD-ANALYZE UNIT BIN DIR: the unit, with programs from BIN, is read without a complaint; and a unit with a fault in
# it is not, so that silence means something.
set -u
analyze=$1 unit=$2 bin=$3 dir=$4
name=$(basename "$unit" .service)
export XDG_RUNTIME_DIR="$dir/run"
mkdir -p "$dir/good" "$dir/bad" "$XDG_RUNTIME_DIR"
sed "s|^ExecStart=|ExecStart=$bin/|" "$unit" > "$dir/good/$name.service"
sed 's|^RestartSec=.*|RestartSecond=2s|' "$dir/good/$name.service" > "$dir/bad/$name.service"
complaint=$("$analyze" --user --man=no verify "$dir/good/$name.service" 2>&1) || { echo "refused: $complaint"; exit 1; }
[ -z "$complaint" ] || { echo "$complaint"; exit 1; }
"$bin/fairleadctl" rollout serve --help | grep -q -- --workspace || { echo "there is no rollout serve --workspace"; exit 1; }
complaint=$("$analyze" --user --man=no verify "$dir/bad/$name.service" 2>&1)
case $complaint in *RestartSecond*) exit 0 ;; *) echo "a fault is not seen: $complaint"; exit 1 ;; esac
