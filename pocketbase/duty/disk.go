//go:build linux || darwin

package duty

import "syscall"

// freeMB is what a folder's disk has left; -1: not known.
func freeMB(dir string) int64 {
	var of syscall.Statfs_t
	if syscall.Statfs(dir, &of) != nil {
		return -1
	}
	return int64(of.Bavail) * int64(of.Bsize) >> 20
}
