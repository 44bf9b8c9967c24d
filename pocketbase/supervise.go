package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"syscall"
	"time"

	"zhiban/duty"
)

// The supervisor is the same binary, run first: it starts the server as its child and starts it again when it dies, so
// that a stuck loop (which can only end its process) costs a second. The child ends with the supervisor, however that
// ends: it reads a pipe that only the supervisor holds open.
const childMark = "ZHIBAN_CHILD"

func isChild() bool { return os.Getenv(childMark) != "" }

const (
	quickDeath  = 5 * time.Second  // a child that dies sooner did not really run
	mostDeaths  = 5                // so many quick deaths in a row, and the supervisor gives up
	longestRest = 10 * time.Second // before a child is started again
)

func supervise() int {
	runtime.LockOSThread() // on Linux the child's death is tied to the thread that started it
	signals := make(chan os.Signal, 4)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	for deaths := 0; ; {
		began := time.Now()
		code, asked, err := runChild(signals)
		switch {
		case err != nil:
			fmt.Fprintln(os.Stderr, "值班:", err)
			return 1
		case asked || code == 0 || code == exitRefused:
			return code
		case time.Since(began) > quickDeath:
			deaths = 0
		}
		// A stuck loop did run, and what it was stuck in is not run again: the next start is worth it, however many there were.
		if deaths++; deaths > mostDeaths && code != duty.ExitStuck {
			return code
		}
		fmt.Fprintf(os.Stderr, "值班: 服务意外停止（%d），重新启动\n", code)
		select {
		case <-signals:
			return code
		case <-time.After(min(time.Duration(deaths-1)*500*time.Millisecond, longestRest)):
		}
	}
}

// runChild runs the server until it ends; asked tells whether we were told to end it.
func runChild(signals <-chan os.Signal) (code int, asked bool, err error) {
	program, err := os.Executable()
	if err != nil {
		return 0, false, err
	}
	child := exec.Command(program, os.Args[1:]...)
	child.Env = append(os.Environ(), childMark+"=1")
	child.Stdout, child.Stderr = os.Stdout, os.Stderr
	lifeline, err := child.StdinPipe()
	if err != nil {
		return 0, false, err
	}
	defer lifeline.Close()
	dieWithParent(child)
	if err := child.Start(); err != nil {
		return 0, false, err
	}
	ended := make(chan error, 1)
	go func() { ended <- child.Wait() }()
	for {
		select {
		case s := <-signals:
			asked = true
			if err := child.Process.Signal(s); err != nil && !errors.Is(err, os.ErrProcessDone) {
				return 0, asked, err
			}
		case err := <-ended:
			var exit *exec.ExitError
			if errors.As(err, &exit) {
				return exit.ExitCode(), asked, nil
			}
			return 0, asked, err
		}
	}
}

// endWithParent ends the child when the supervisor's end of the pipe closes.
func endWithParent() {
	if !isChild() {
		return
	}
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		os.Exit(1)
	}()
}
