package main

import (
	"os/exec"
	"syscall"
)

// dieWithParent has the kernel end the child in the moment the supervisor is killed; the pipe alone would take longer.
func dieWithParent(child *exec.Cmd) {
	child.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
}
