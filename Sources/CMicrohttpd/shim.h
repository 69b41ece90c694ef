// The door to GNU libmicrohttpd: what Swift cannot import is restated here, with the reason.
#pragma once
#include <stdint.h>
#include <sys/types.h>
#include <sys/socket.h>
#include <netinet/in.h>
#include <microhttpd.h>
