#!/bin/bash
# desktop.sh DIR: a private desktop for one test: X server, D-Bus session, accessibility bus and window manager.
# Prints "READY DISPLAY=… DBUS_SESSION_BUS_ADDRESS=…" and lives until its standard input is closed.
set -u
mkdir -p "$1/run" "$1/home"; chmod 700 "$1/run"
export HOME=$1/home XDG_RUNTIME_DIR=$1/run LANG=C.UTF-8
unset WAYLAND_DISPLAY XDG_SESSION_TYPE DBUS_SESSION_BUS_ADDRESS AT_SPI_BUS_ADDRESS
pids=()
trap 'kill "${pids[@]}" 2>/dev/null; wait 2>/dev/null' EXIT
# Without -noreset the server starts over when its last client leaves, and whoever is just connecting is turned away: now and then
# the window manager, and then no dialog ever gets the focus.
Xvfb -displayfd 3 -screen 0 1440x900x24 -nolisten tcp -ac -noreset 3>"$1/display" >"$1/xvfb.log" 2>&1 & pids+=($!)
for _ in $(seq 400); do [ -s "$1/display" ] && break; sleep 0.05; done
[ -s "$1/display" ] || { echo "FAILED Xvfb: $(cat "$1/xvfb.log")"; exit 1; }
export DISPLAY=:$(tr -d ' \n' <"$1/display")
dbus-daemon --session --nofork --print-address=4 4>"$1/bus" >"$1/dbus.log" 2>&1 & pids+=($!)
for _ in $(seq 400); do [ -s "$1/bus" ] && break; sleep 0.05; done
export DBUS_SESSION_BUS_ADDRESS=$(head -n1 "$1/bus")
/usr/libexec/at-spi-bus-launcher --launch-immediately >"$1/atspi.log" 2>&1 & pids+=($!)
openbox --sm-disable >"$1/openbox.log" 2>&1 & pids+=($!)
managed() { xprop -root _NET_SUPPORTING_WM_CHECK 2>/dev/null | grep -q 'window id'; }
for _ in $(seq 400); do managed && break; sleep 0.05; done
managed || { echo "FAILED openbox: $(cat "$1/openbox.log")"; exit 1; }
echo "READY DISPLAY=$DISPLAY DBUS_SESSION_BUS_ADDRESS=$DBUS_SESSION_BUS_ADDRESS"
cat >/dev/null
