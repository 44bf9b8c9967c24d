package channels

import (
	"bufio"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

// provider is a strict fake: it looks at each request as the real one does, and what it does not expect fails the test.
type provider struct {
	*httptest.Server
	mu    sync.Mutex
	wire  []string // all that went over, address and headers included
	asked int
	reply func(w http.ResponseWriter) // nil: yes
}

func fake(t *testing.T, yes string, check func(r *http.Request, body []byte) error) *provider {
	t.Helper()
	p := &provider{}
	p.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err == nil {
			err = check(r, body)
		}
		if err != nil {
			t.Errorf("the provider was sent what it does not take: %v\n%s %s\n%s", err, r.Method, r.URL, body)
		}
		p.mu.Lock()
		p.asked++
		p.wire = append(p.wire, r.URL.Path+"\n"+fmt.Sprint(r.Header)+"\n"+string(body))
		reply := p.reply
		p.mu.Unlock()
		if reply != nil {
			reply(w)
			return
		}
		_, _ = io.WriteString(w, yes)
	}))
	t.Cleanup(p.Close)
	return p
}

func says(status int, body string, header ...string) func(http.ResponseWriter) {
	return func(w http.ResponseWriter) {
		for i := 0; i+1 < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

// exactly reads JSON that has these fields and no others.
func exactly(body []byte, into any) error {
	d := json.NewDecoder(strings.NewReader(string(body)))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return err
	}
	if strings.Contains(string(body), `\u`) {
		return fmt.Errorf("escapes that some providers refuse")
	}
	return nil
}

func isJSON(r *http.Request) error {
	if r.Method != http.MethodPost || !strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		return fmt.Errorf("%s of %s", r.Method, r.Header.Get("Content-Type"))
	}
	return nil
}

type text struct {
	Msgtype string `json:"msgtype"`
	Text    struct {
		Content   string   `json:"content"`
		Mentioned []string `json:"mentioned_mobile_list"`
	} `json:"text"`
	At *struct {
		AtMobiles []string `json:"atMobiles"`
		IsAtAll   bool     `json:"isAtAll"`
	} `json:"at"`
}

func fakeWecom(t *testing.T) *provider {
	return fake(t, `{"errcode":0,"errmsg":"ok"}`, func(r *http.Request, body []byte) error {
		var m text
		if err := exactly(body, &m); err != nil {
			return err
		}
		if r.URL.Query().Get("key") != "robot-key" || m.Msgtype != "text" || m.At != nil {
			return fmt.Errorf("not a robot's text: %s", r.URL)
		}
		if n := len(m.Text.Content); n == 0 || n > 2048 {
			return fmt.Errorf("%d bytes", n)
		}
		return isJSON(r)
	})
}

const robotSecret = "SECdemo0123456789"

func fakeDingtalk(t *testing.T) *provider {
	return fake(t, `{"errcode":0,"errmsg":"ok"}`, func(r *http.Request, body []byte) error {
		q := r.URL.Query()
		var ms int64
		if _, err := fmt.Sscan(q.Get("timestamp"), &ms); err != nil || time.Since(time.UnixMilli(ms)).Abs() > time.Hour {
			return fmt.Errorf("timestamp %q", q.Get("timestamp"))
		}
		h := hmac.New(sha256.New, []byte(robotSecret))
		fmt.Fprintf(h, "%d\n%s", ms, robotSecret)
		if q.Get("sign") != base64.StdEncoding.EncodeToString(h.Sum(nil)) || q.Get("access_token") != "token" {
			return fmt.Errorf("signature %q", q.Get("sign"))
		}
		var m text
		if err := exactly(body, &m); err != nil {
			return err
		}
		if m.Msgtype != "text" || m.Text.Mentioned != nil {
			return fmt.Errorf("not a robot's text")
		}
		return isJSON(r)
	})
}

func fakeFeishu(t *testing.T) *provider {
	return fake(t, `{"code":0,"msg":"success","data":{},"StatusCode":0}`, func(r *http.Request, body []byte) error {
		var m struct {
			Timestamp string                `json:"timestamp"`
			Sign      string                `json:"sign"`
			MsgType   string                `json:"msg_type"`
			Content   struct{ Text string } `json:"content"`
		}
		if err := exactly(body, &m); err != nil {
			return err
		}
		var seconds int64
		if _, err := fmt.Sscan(m.Timestamp, &seconds); err != nil || time.Since(time.Unix(seconds, 0)).Abs() > time.Hour {
			return fmt.Errorf("timestamp %q", m.Timestamp)
		}
		want := base64.StdEncoding.EncodeToString(hmac.New(sha256.New, fmt.Appendf(nil, "%d\n%s", seconds, robotSecret)).Sum(nil))
		if m.Sign != want || m.MsgType != "text" || m.Content.Text == "" || len(body) > 20<<10 {
			return fmt.Errorf("not a signed text of up to 20 KB")
		}
		return isJSON(r)
	})
}

// smtpFake takes mail without encryption and without a sign-in, or says what it is told to say.
type smtpFake struct {
	host string
	port string
	mu   sync.Mutex
	wire []string
	rcpt string // its answer to RCPT; "": 250
	data string // its answer to the message; "": 250
	hang bool
}

func fakeSMTP(t *testing.T) *smtpFake {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	f := &smtpFake{}
	f.host, f.port, _ = net.SplitHostPort(l.Addr().String())
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go f.serve(t, c)
		}
	}()
	return f
}

func (f *smtpFake) serve(t *testing.T, c net.Conn) {
	defer c.Close()
	_ = c.SetDeadline(time.Now().Add(20 * time.Second))
	r := bufio.NewReader(c)
	say := func(line string) { _, _ = io.WriteString(c, line+"\r\n") }
	say("220 fake ESMTP")
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return
		}
		f.mu.Lock()
		rcpt, data, hang := f.rcpt, f.data, f.hang
		f.mu.Unlock()
		switch verb, _, _ := strings.Cut(strings.TrimSpace(line), " "); strings.ToUpper(verb) {
		case "EHLO":
			say("250-fake\r\n250 8BITMIME")
		case "MAIL":
			say("250 ok")
		case "RCPT":
			say(orSay(rcpt))
		case "DATA":
			if hang {
				time.Sleep(time.Second)
				return
			}
			say("354 go on")
			var message strings.Builder
			for {
				line, err := r.ReadString('\n')
				if err != nil {
					return
				}
				if strings.TrimRight(line, "\r\n") == "." {
					break
				}
				message.WriteString(line)
			}
			f.mu.Lock()
			f.wire = append(f.wire, message.String())
			f.mu.Unlock()
			say(orSay(data))
		case "RSET", "NOOP":
			say("250 ok")
		case "QUIT":
			say("221 bye")
			return
		default:
			t.Errorf("the mail server was told %q", line)
			say("500 what")
		}
	}
}

func orSay(line string) string {
	if line == "" {
		return "250 ok"
	}
	return line
}
