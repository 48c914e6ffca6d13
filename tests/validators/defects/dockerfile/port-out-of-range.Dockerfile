FROM golang:1.13.7-alpine
EXPOSE 102600
