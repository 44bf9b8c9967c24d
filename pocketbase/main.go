// The server program of 值班: the app, its data and the duty loop in one binary.
//
//	zhiban serve [--demo] [--http addr] [--https domain | --cert f --key f] [--clock-control] [--dir data]
//	zhiban verify --dir data [--anchor seq:hash]
//	zhiban superuser …        accounts of the admin UI at /_/
package main

import (
	"fmt"
	"log/slog"
	"os"
	"runtime/debug"
	"strings"
	"time"

	"github.com/gofrs/flock"
	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase"
	"github.com/pocketbase/pocketbase/cmd"

	"zhiban/duty"
	_ "zhiban/migrations"
)

func main() {
	if len(os.Args) > 1 && os.Args[1] == "verify" {
		os.Exit(verify(os.Args[2:], os.Stdout))
	}
	if len(os.Args) > 1 && os.Args[1] == "serve" && !isChild() {
		os.Exit(supervise())
	}
	if err := run(bundles()); err != nil {
		fmt.Fprintln(os.Stderr, "值班:", err)
		os.Exit(exitRefused)
	}
}

// exitRefused: what was asked cannot be done (a flag, a port, a folder in use); starting again would not help. EX_CONFIG,
// a code that nothing else ends with: Go's own is 2, for a panic as for a full memory.
const exitRefused = 78

func run(bundles duty.Bundles, demo string) error {
	// The domain's objects die young: collecting less often makes the loop a third faster. The limit keeps a long list in
	// memory from growing the heap fivefold.
	debug.SetGCPercent(400)
	debug.SetMemoryLimit(300 << 20)
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	app := pocketbase.NewWithConfig(pocketbase.Config{HideStartBanner: true, DBConnect: connect})
	var failed error
	app.RootCmd.AddCommand(cmd.NewSuperuserCommand(app), serveCommand(app, bundles, demo, log, &failed))
	if len(os.Args) > 1 && os.Args[1] == "serve" {
		unlock, err := lock(app.DataDir())
		if err != nil {
			return err
		}
		defer unlock()
	}
	if err := app.Execute(); err != nil {
		return err
	}
	return failed
}

// connect opens a data file. FULL: an answered command survives a power cut. The request log may lose its last lines.
func connect(path string) (*dbx.DB, error) {
	synchronous := "FULL"
	if strings.HasSuffix(path, "auxiliary.db") {
		synchronous = "NORMAL"
	}
	// busy_timeout comes first: setting the journal mode may have to wait.
	return dbx.Open("sqlite", path+"?_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=journal_size_limit(200000000)"+
		"&_pragma=synchronous("+synchronous+")&_pragma=foreign_keys(ON)&_pragma=temp_store(MEMORY)&_pragma=cache_size(-32000)")
}

// lock takes the data folder: two loops on one log would tear it. A predecessor that is still ending gets a few seconds.
func lock(dir string) (unlock func(), err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	l := flock.New(dir + "/serve.lock")
	for deadline := time.Now().Add(5 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		ok, err := l.TryLock()
		if err != nil {
			return nil, err
		}
		if ok {
			return func() { _ = l.Unlock() }, nil
		}
		if time.Now().After(deadline) {
			return nil, fmt.Errorf("数据目录 %s 正由另一个值班程序使用", dir)
		}
	}
}
