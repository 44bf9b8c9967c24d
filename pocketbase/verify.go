package main

import (
	"context"
	"database/sql"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	_ "modernc.org/sqlite"

	"zhiban/duty"
)

// verify checks a data folder and prints "ok n events, m records", or the first break. It may run beside the server.
func verify(args []string, out io.Writer) int {
	flags := flag.NewFlagSet("verify", flag.ContinueOnError)
	dir := flags.String("dir", "", "数据目录")
	anchored := flags.String("anchor", "", "留存的校验值 seq:hash")
	if err := flags.Parse(args); err != nil || *dir == "" {
		fmt.Fprintln(out, "用法: verify --dir 数据目录 [--anchor 序号:校验值]")
		return exitRefused
	}
	done, err := verifyFile(filepath.Join(*dir, "data.db"), *anchored)
	if err != nil {
		fmt.Fprintln(out, err)
		return 1
	}
	fmt.Fprintf(out, "ok %d events, %d records\n", done.Events, done.Records)
	return 0
}

func verifyFile(path, anchored string) (done duty.Verified, err error) {
	anchor, err := parseAnchor(anchored)
	if err != nil {
		return done, err
	}
	if _, err := os.Stat(path); err != nil {
		return done, fmt.Errorf("没有数据文件 %s", path)
	}
	data, err := sql.Open("sqlite", path+"?_pragma=busy_timeout(10000)&_pragma=query_only(1)")
	if err != nil {
		return done, err
	}
	defer data.Close()
	temp, err := os.MkdirTemp("", "zhiban-verify-")
	if err != nil {
		return done, err
	}
	defer os.RemoveAll(temp)
	scratch, err := sql.Open("sqlite", filepath.Join(temp, "made.db"))
	if err != nil {
		return done, err
	}
	defer scratch.Close()
	done, err = duty.Verify(context.Background(), data, scratch, bundle("duty.js"), anchor, slog.Default())
	if err != nil {
		return done, err
	}
	return done, duty.VerifyFiles(context.Background(), data, filepath.Dir(path))
}

func parseAnchor(s string) (duty.Head, error) {
	if s == "" {
		return duty.Head{}, nil
	}
	seq, hash, found := strings.Cut(s, ":")
	n, err := strconv.ParseInt(seq, 10, 64)
	if !found || err != nil || n < 1 || hash == "" {
		return duty.Head{}, fmt.Errorf("校验值应是 序号:校验值，不是 %s", s)
	}
	return duty.Head{Seq: n, Hash: hash}, nil
}
