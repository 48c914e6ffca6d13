# shellcheck shell=bash
# A hidden terminal: starts a program in it, types, and reads the screen.
# Needs tap.sh. Its socket is in the current folder, so that its path stays short.

screen_socket=
screen_count=0

screen_tmux() {
  tmux -S "$screen_socket" -f /dev/null "$@"
}

# screen_open COMMAND: starts a shell command in a new terminal, which ends with the test.
screen_open() {
  # A terminal that is ending keeps its socket for a moment.
  screen_count=$((screen_count + 1))
  screen_socket=screen-$BASHPID-$screen_count.sock
  screen_tmux new-session -d -s screen -x 120 -y 40 "$1"
  screen_tmux set-option -g escape-time 0
  trap screen_close EXIT
}

screen_close() {
  screen_tmux kill-server 2>/dev/null || true
}

# press KEY…: presses keys by their names in tmux, such as Enter or C-x.
press() {
  screen_tmux send-keys -t screen "$@"
}

# enter TEXT: types a text literally. For tmux, a semicolon at its end would end the command.
enter() {
  screen_tmux send-keys -t screen -l -- "${1/%;/\\;}"
}

screen_text() {
  screen_tmux capture-pane -p -t screen
}

screen_has() {
  screen_text | grep -qE -e "$1"
}

screen_has_not() {
  ! screen_has "$1"
}

# sees PATTERN: waits until a line of the screen matches.
sees() {
  eventually "$1" screen_has "$1" || { screen_text; return 1; }
}

# sees_no PATTERN: waits until no line of the screen matches.
sees_no() {
  eventually "a screen without $1" screen_has_not "$1" || { screen_text; return 1; }
}
