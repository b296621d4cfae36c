/* Lets the nth write or fsync on files of one folder fail; loaded with LD_PRELOAD.

   fault_arm(prefix, n, onwards): count calls from now on; let the nth fail, and all after it too
   if onwards. n = 0 only counts. fault_count(): calls so far. fault_disarm(): all succeed again. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static char prefix[4096];
static atomic_long calls, target;
static atomic_int armed, lasting;

void fault_arm(const char *where, long n, int onwards) {
  strncpy(prefix, where, sizeof prefix - 1);
  calls = 0, target = n, lasting = onwards, armed = 1;
}
void fault_disarm(void) { armed = 0; }
long fault_count(void) { return calls; }

static int fails(int fd) {
  char link[64], path[4096];
  if (!armed) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  if (strncmp(path, prefix, strlen(prefix))) return 0;
  long now = ++calls;
  return target && (now == target || (lasting && now > target));
}

#define REAL(name) static __typeof__(&name) real; if (!real) real = dlsym(RTLD_NEXT, #name)
#define FAULTY(type, name, error, parameters, arguments) \
  type name parameters { REAL(name); if (fails(fd)) { errno = error; return -1; } return real arguments; }

FAULTY(ssize_t, write, ENOSPC, (int fd, const void *data, size_t size), (fd, data, size))
FAULTY(ssize_t, pwrite, ENOSPC, (int fd, const void *data, size_t size, off_t at), (fd, data, size, at))
FAULTY(ssize_t, pwrite64, ENOSPC, (int fd, const void *data, size_t size, off64_t at), (fd, data, size, at))
FAULTY(ssize_t, writev, ENOSPC, (int fd, const struct iovec *parts, int count), (fd, parts, count))
FAULTY(int, ftruncate, ENOSPC, (int fd, off_t size), (fd, size))
FAULTY(int, ftruncate64, ENOSPC, (int fd, off64_t size), (fd, size))
FAULTY(int, fsync, EIO, (int fd), (fd))
FAULTY(int, fdatasync, EIO, (int fd), (fd))
