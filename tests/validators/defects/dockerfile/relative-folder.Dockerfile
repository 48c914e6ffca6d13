FROM golang:1.13.7-alpine
WORKDIR order
