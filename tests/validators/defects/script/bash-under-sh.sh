#!/bin/sh
DIR="${BASH_SOURCE[0]}"
echo "$DIR"
