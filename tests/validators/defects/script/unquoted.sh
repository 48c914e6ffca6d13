#!/bin/sh
cd $FOLDER
