package main

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"database/sql"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/big"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"zhiban/duty"
)

// The test binary is the server too: started with testServer set, it runs main — with the saboteurs' bundle in the
// loop where that is asked for.
const (
	testServer    = "ZHIBAN_TEST_SERVER"
	testSaboteurs = "ZHIBAN_TEST_SABOTEURS"
	testStuck     = "ZHIBAN_TEST_STUCK"
)

func TestMain(m *testing.M) {
	if os.Getenv(testServer) == "" {
		os.Exit(m.Run())
	}
	if os.Getenv(testStuck) != "" && isChild() {
		os.Exit(duty.ExitStuck)
	}
	if file := os.Getenv(testSaboteurs); file != "" && isChild() {
		text, err := os.ReadFile(file)
		if err != nil {
			panic(err)
		}
		b, demo := bundles()
		if err := run(duty.Bundles{Duty: string(text), Prepare: b.Prepare}, demo); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(exitRefused)
		}
		os.Exit(0)
	}
	main()
	os.Exit(0)
}

type server struct {
	t      *testing.T
	cmd    *exec.Cmd
	dir    string
	url    string
	output *safeBuffer
	client *http.Client
}

type safeBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *safeBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}
func (s *safeBuffer) String() string { s.mu.Lock(); defer s.mu.Unlock(); return s.b.String() }

func freeAddr(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func program(t *testing.T, env []string, args ...string) (*exec.Cmd, *safeBuffer) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd, out := exec.Command(self, args...), &safeBuffer{}
	cmd.Env = append(append(os.Environ(), testServer+"=1"), env...)
	cmd.Stdout, cmd.Stderr = out, out
	return cmd, out
}

func start(t *testing.T, dir string, env []string, args ...string) *server {
	t.Helper()
	addr := freeAddr(t)
	cmd, out := program(t, env, append([]string{"serve", "--dir", dir, "--http", addr}, args...)...)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	s := &server{t, cmd, dir, "http://" + addr, out, &http.Client{Timeout: 20 * time.Second}}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	return s
}

// healthy waits until the server says so.
func (s *server) healthy(within time.Duration) {
	s.t.Helper()
	deadline := time.Now().Add(within)
	for time.Now().Before(deadline) {
		if res, err := s.client.Get(s.url + "/api/duty/health"); err == nil {
			_ = res.Body.Close()
			if res.StatusCode == http.StatusOK {
				return
			}
		}
		time.Sleep(10 * time.Millisecond)
	}
	s.t.Fatalf("not healthy within %v\n%s", within, s.output)
}

func (s *server) signIn(username string) (token string) {
	s.t.Helper()
	body := fmt.Sprintf(`{"identity":%q,"password":%q}`, username, duty.DemoPassword)
	res, err := s.client.Post(s.url+"/api/collections/people/auth-with-password", "application/json", strings.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	defer res.Body.Close()
	var answer struct{ Token string }
	if err := json.NewDecoder(res.Body).Decode(&answer); err != nil || answer.Token == "" {
		s.t.Fatal("no sign-in", res.Status, err)
	}
	return answer.Token
}

// post returns the answers, or the error of a connection that broke.
func (s *server) post(token string, commands []duty.Command) ([]duty.Answer, error) {
	body, err := json.Marshal(commands)
	if err != nil {
		s.t.Fatal(err)
	}
	req, err := http.NewRequest("POST", s.url+"/api/duty/commands", bytes.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	req.Header.Set("Authorization", token)
	res, err := s.client.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		text, _ := io.ReadAll(res.Body)
		return nil, fmt.Errorf("%s: %s", res.Status, text)
	}
	var answers []duty.Answer
	return answers, json.NewDecoder(res.Body).Decode(&answers)
}

func saboteurs(t *testing.T) []string {
	t.Helper()
	file, err := filepath.Abs("../node_modules/.cache/zhiban/saboteurs.js")
	if err != nil {
		t.Fatal(err)
	}
	return []string{testSaboteurs + "=" + file}
}

// Every saboteur in one batch with honest commands: the honest ones succeed, and the server is well again in seconds.
func TestSaboteursInOneBatchWithHonestCommands(t *testing.T) {
	s := start(t, t.TempDir(), saboteurs(t), "--demo")
	s.healthy(10 * time.Second)
	token := s.signIn("zhiban1")
	bad := []string{"bad.refuse", "bad.throw", "bad.loop", "bad.stubborn", "bad.recurse", "bad.query", "bad.asking", "bad.write", "bad.flood", "bad.pattern"}
	for _, together := range [][]string{bad[:9], bad[9:], bad} {
		t.Run(strings.Join(together, "+"), func(t *testing.T) {
			var batch []duty.Command
			add := func(name, args string) {
				id := fmt.Sprintf("sabotage%07d", time.Now().UnixNano()%10_000_000)
				batch = append(batch, duty.Command{ID: id, Name: name, Args: []byte(args), At: time.Now().UnixMilli(), Device: "test"})
				time.Sleep(time.Microsecond)
			}
			for _, name := range together {
				add("log.write", `{"text":"honest before `+name+`"}`)
				add(name, `{}`)
			}
			add("log.write", `{"text":"honest at last"}`)
			began := time.Now()
			answers := s.untilAnswered(token, batch)
			took := time.Since(began)
			for i, a := range answers {
				if honest := batch[i].Name == "log.write"; a.OK != honest {
					t.Errorf("%s: %+v", batch[i].Name, a)
				}
			}
			s.healthy(5 * time.Second)
			if stuck := strings.Contains(s.output.String(), "重新启动"); stuck != slices.Contains(together, "bad.pattern") {
				t.Error("the process was restarted:", stuck)
			}
			t.Log("all answered after", took)
		})
	}
	if code := verify([]string{"--dir", s.dir}, io.Discard); code != 0 {
		t.Error("the log does not verify")
	}
}

// untilAnswered does what a phone does: the same ids again until each has an answer that stands.
func (s *server) untilAnswered(token string, batch []duty.Command) []duty.Answer {
	s.t.Helper()
	final := make([]duty.Answer, len(batch))
	open := map[string]int{}
	for i, c := range batch {
		open[c.ID] = i
	}
	for deadline := time.Now().Add(60 * time.Second); len(open) > 0; {
		if time.Now().After(deadline) {
			s.t.Fatalf("%d commands without an answer\n%s", len(open), s.output)
		}
		var rest []duty.Command
		for _, c := range batch {
			if _, waiting := open[c.ID]; waiting {
				rest = append(rest, c)
			}
		}
		answers, err := s.post(token, rest)
		if err != nil {
			began := time.Now()
			s.healthy(5 * time.Second)
			s.t.Log("well again after", time.Since(began))
			continue
		}
		for _, a := range answers {
			if !a.Retry {
				final[open[a.ID]] = a
				delete(open, a.ID)
			}
		}
	}
	return final
}

func TestASecondServerOnTheSameDataIsRefused(t *testing.T) {
	s := start(t, t.TempDir(), nil, "--demo")
	s.healthy(10 * time.Second)
	second, out := program(t, nil, "serve", "--demo", "--dir", s.dir, "--http", freeAddr(t))
	if err := second.Run(); err == nil || !strings.Contains(out.String(), "正由另一个值班程序使用") {
		t.Error(err, out)
	}
}

// As a panic, a fatal error and a full memory end: Go's runtime exits with 2.
func TestAServerThatGosRuntimeEndedIsStartedAgain(t *testing.T) {
	s := start(t, t.TempDir(), nil, "--demo")
	s.healthy(10 * time.Second)
	child, err := os.FindProcess(s.child())
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Signal(syscall.SIGQUIT); err != nil {
		t.Fatal(err)
	}
	for began := time.Now(); !strings.Contains(s.output.String(), "重新启动"); time.Sleep(10 * time.Millisecond) {
		if time.Since(began) > 10*time.Second {
			t.Fatal("it was not started again\n", s.output)
		}
	}
	s.healthy(10 * time.Second)
}

func TestAServerThatGetsStuckIsStartedAgainHoweverOften(t *testing.T) {
	cmd, out := program(t, []string{testStuck + "=1"}, "serve", "--dir", t.TempDir())
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	for strings.Count(out.String(), "重新启动") < mostDeaths+2 {
		select {
		case <-ended:
			t.Fatal("the supervisor gave up\n", out)
		case <-time.After(20 * time.Millisecond):
		}
	}
	_ = cmd.Process.Signal(os.Interrupt)
	select {
	case <-ended:
	case <-time.After(time.Second):
		_ = cmd.Process.Kill()
		t.Error("it rested on although it was told to end")
	}
}

// JSON.parse cannot be interrupted: what would hold the loop up too long does not come to it.
func TestArgumentsThatWouldHoldTheLoopUpAreRefusedBeforeIt(t *testing.T) {
	s := start(t, t.TempDir(), nil, "--demo")
	s.healthy(10 * time.Second)
	token := s.signIn("ke01")
	var batch []duty.Command
	made := 0
	add := func(name, args string) {
		made++
		id := fmt.Sprintf("large%010d", made)
		batch = append(batch, duty.Command{ID: id, Name: name, Args: []byte(args), At: time.Now().UnixMilli(), Device: "test"})
	}
	for _, n := range []int{60_000, 300_000, 3_000_000} {
		add("log.write", `{"text":[`+strings.Repeat("[],", n)+`[]]}`)
	}
	add("log.write", `{"text":"`+strings.Repeat("滑坡", 1<<18)+`"}`)
	add("log.write", `{"text":"honest: `+strings.Repeat(`[,{\",`, 5_000)+`"}`)
	answers, err := s.post(token, batch)
	if err != nil {
		t.Fatal(err)
	}
	for i, a := range answers {
		if refused := strings.Contains(string(a.Refusals), "tooLong"); refused != (i < 4) || a.Retry {
			t.Errorf("%d: %.200s", i, a.Refusals)
		}
	}
	// As a phone sends what has gathered: the rest comes again, nothing is lost and nothing overtaken.
	token, batch = s.signIn("zhiban1"), nil
	for range 100 {
		add("log.write", `{"text":"`+strings.Repeat("滑坡", 10_000)+`"}`)
	}
	first, err := s.post(token, batch)
	if err != nil {
		t.Fatal(err)
	}
	taken := slices.IndexFunc(first, func(a duty.Answer) bool { return !a.OK })
	if taken < 20 || slices.ContainsFunc(first[taken:], func(a duty.Answer) bool { return !a.Retry }) {
		t.Error("taken at first: ", taken)
	}
	for i, a := range s.untilAnswered(token, batch) {
		if !a.OK {
			t.Errorf("%d: %+v", i, a)
		}
	}
	if strings.Contains(s.output.String(), "重新启动") {
		t.Error("the process was restarted")
	}
}

// child is the process that the supervisor has started.
func (s *server) child() int {
	s.t.Helper()
	stats, _ := filepath.Glob("/proc/[0-9]*/stat")
	if len(stats) == 0 {
		s.t.Skip("no /proc here")
	}
	for _, file := range stats {
		text, err := os.ReadFile(file)
		if err != nil {
			continue // it has ended
		}
		_, rest, _ := strings.Cut(string(text), ") ") // pid (name) state parent …
		if fields := strings.Fields(rest); len(fields) > 1 && fields[1] == strconv.Itoa(s.cmd.Process.Pid) {
			pid, _ := strconv.Atoi(filepath.Base(filepath.Dir(file)))
			return pid
		}
	}
	s.t.Fatal("the supervisor has no child")
	return 0
}

func TestDemoAndClockControlStayOnThisMachine(t *testing.T) {
	for _, args := range [][]string{
		{"--demo", "--http", "0.0.0.0:8099"},
		{"--demo", "--http", ":8099"},
		{"--clock-control", "--http", "192.0.2.1:8099"},
		{"--demo", "--https", "duty.example"},
		{"--cert", "only.pem"},
	} {
		cmd, out := program(t, nil, append([]string{"serve", "--dir", t.TempDir()}, args...)...)
		if _ = cmd.Run(); cmd.ProcessState.ExitCode() != exitRefused || !strings.Contains(out.String(), "值班: --") {
			t.Error(args, cmd.ProcessState, out)
		}
	}
}

func TestTheServerEndsWithItsSupervisor(t *testing.T) {
	s := start(t, t.TempDir(), nil, "--demo")
	s.healthy(10 * time.Second)
	if err := s.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = s.cmd.Wait()
	again := start(t, s.dir, nil, "--demo") // the lock is free, so nobody is left
	again.healthy(10 * time.Second)
}

func TestOwnCertificate(t *testing.T) {
	dir := t.TempDir()
	cert, key := certificate(t, dir)
	s := start(t, filepath.Join(dir, "data"), nil, "--cert", cert, "--key", key)
	pem, err := os.ReadFile(cert)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(pem)
	s.url = strings.Replace(s.url, "http:", "https:", 1)
	s.client.Transport = &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}}
	s.healthy(10 * time.Second)
}

func certificate(t *testing.T, dir string) (cert, key string) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &private.PublicKey, private)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	write := func(name, kind string, body []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: body}), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	return write("cert.pem", "CERTIFICATE", der), write("key.pem", "PRIVATE KEY", raw)
}

// What somebody with access to the file could do to the log, and what verify says of it.
func TestVerifyNamesTheFirstBreak(t *testing.T) {
	s := start(t, t.TempDir(), nil, "--demo")
	s.healthy(10 * time.Second)
	var health duty.Health
	res, err := s.client.Get(s.url + "/api/duty/health")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.NewDecoder(res.Body).Decode(&health); err != nil {
		t.Fatal(err)
	}
	_ = s.cmd.Process.Signal(os.Interrupt)
	_ = s.cmd.Wait()
	anchor := fmt.Sprintf("%d:%s", health.Seq, health.Hash)

	for _, c := range []struct{ name, tamper, says string }{
		{"nothing", "", "ok "},
		{"a text changed", "UPDATE duty_events SET data = replace(data, '滑坡', '下雨') WHERE data LIKE '%滑坡%'", "被改过"},
		{"an actor changed", "UPDATE duty_events SET actor = 'somebody' WHERE seq = 90", "第 90 条事件被改过"},
		{"an event taken out", "DELETE FROM duty_events WHERE seq = 50", "第 50 条事件缺失"},
		{"the tail cut off", "DELETE FROM duty_events WHERE seq > 100", "尾部被截去"},
		{"a command taken out", "DELETE FROM duty_commands WHERE id = (SELECT command FROM duty_events WHERE seq = 60)", "的命令"},
		{"a record changed", "UPDATE duty_records SET data = replace(data, '自然灾害', '其他') WHERE collection = 'incidents'", "与日志不符"},
		{"a record taken out", "DELETE FROM duty_records WHERE collection = 'entries'", "缺失"},
		{"a record put in", "INSERT INTO duty_records VALUES ('zzz', 'incidents', 'zzz', 'duty', '', 1, '{}')", "没有来历"},
		{"an audience widened", "UPDATE duty_records SET audience = 'office' WHERE collection = 'incidents'", "与日志不符"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			copyData(t, s.dir, dir)
			tamper(t, filepath.Join(dir, "data.db"), c.tamper)
			var out bytes.Buffer
			code := verify([]string{"--dir", dir, "--anchor", anchor}, &out)
			if !strings.Contains(out.String(), c.says) || (code == 0) != (c.tamper == "") {
				t.Errorf("exit %d: %s", code, &out)
			}
		})
	}
	var out bytes.Buffer
	if code := verify([]string{"--dir", s.dir, "--anchor", fmt.Sprintf("%d:%064d", health.Seq, 0)}, &out); code != 1 || !strings.Contains(out.String(), "校验值不符") {
		t.Errorf("another anchor: %d %s", code, &out)
	}
}

// copyData copies the data file of a server that has ended, and what it may not have brought in from its journal.
func copyData(t *testing.T, from, to string) {
	t.Helper()
	for _, name := range []string{"data.db", "data.db-wal"} {
		body, err := os.ReadFile(filepath.Join(from, name))
		if name != "data.db" && errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(to, name), body, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func tamper(t *testing.T, file, statement string) {
	t.Helper()
	db, err := sql.Open("sqlite", file)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if statement == "" {
		return
	}
	for _, q := range []string{"DROP TRIGGER duty_events_kept", "DROP TRIGGER duty_events_fixed", statement} {
		res, err := db.Exec(q)
		if err != nil {
			t.Fatal(q, err)
		}
		if n, _ := res.RowsAffected(); q == statement && n == 0 {
			t.Fatal("nothing was tampered with:", q)
		}
	}
}
