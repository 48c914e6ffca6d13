# shellcheck shell=bash
# Tests that print TAP. A test is a function: its first command that fails ends it, and is the reason of the failure.

tap_count=0
tap_failed=0

# tap NAME FUNCTION: runs a test in a shell of its own. Shows its output if it fails.
tap() {
  local log status
  tap_count=$((tap_count + 1))
  log=$OUTPUT/test-$tap_count.log
  set +e
  (set -e; "$2") >"$log" 2>&1
  status=$?
  set -e
  if [ "$status" -eq 0 ]; then
    echo "ok $tap_count - $1"
  else
    tap_failed=$((tap_failed + 1))
    echo "not ok $tap_count - $1"
    sed 's/^/# /' "$log"
  fi
}

# tap_end: prints the plan; fails if a test has failed.
tap_end() {
  echo "1..$tap_count"
  [ "$tap_failed" -eq 0 ]
}

# eventually WHAT COMMAND…: waits until the command succeeds, for PATIENCE seconds at most.
eventually() {
  local what=$1 end=$((SECONDS + PATIENCE))
  shift
  until "$@"; do
    if [ "$SECONDS" -ge "$end" ]; then
      echo "never came: $what"
      return 1
    fi
    sleep 0.05
  done
}
