package channels

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// client talks to providers. It follows no redirect: a message goes to the address that was set, or nowhere.
var client = &http.Client{
	Timeout: 10 * time.Second,
	Transport: &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		DialContext:           (&net.Dialer{Timeout: 5 * time.Second}).DialContext,
		TLSHandshakeTimeout:   5 * time.Second,
		ResponseHeaderTimeout: 5 * time.Second,
		MaxIdleConnsPerHost:   32,
		IdleConnTimeout:       90 * time.Second,
		ForceAttemptHTTP2:     true,
	},
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}

// mostAnswer bytes of an answer are read: providers say a line.
const mostAnswer = 16 << 10

// answered is what a provider said; body is its text.
type answered struct {
	status int
	header http.Header
	body   []byte
}

// ask sends a request. ok false: the outcome is all there is to know.
func ask(ctx context.Context, method, to string, header http.Header, body []byte) (a answered, no Outcome, ok bool) {
	r, err := http.NewRequestWithContext(ctx, method, to, bytes.NewReader(body))
	if err != nil {
		return a, Failed("地址不对"), false
	}
	r.Header = header
	res, err := client.Do(r)
	if err != nil {
		return a, Unanswered(unreachable(err)), false
	}
	defer res.Body.Close()
	text, err := io.ReadAll(io.LimitReader(res.Body, mostAnswer))
	if err != nil {
		return a, Unanswered("答复没有收全"), false
	}
	a = answered{res.StatusCode, res.Header, text}
	switch {
	case a.status == http.StatusTooManyRequests:
		return a, RetryAll(a.wait(time.Minute), "对方说发得太快（429）"), false
	case a.status >= 500 || a.status == http.StatusRequestTimeout || a.status == http.StatusTooEarly:
		return a, Retry(a.wait(0), fmt.Sprintf("对方出了问题（%d）", a.status)), false
	}
	return a, Outcome{}, true
}

// wait is what the provider asks for, at most an hour.
func (a answered) wait(usual time.Duration) time.Duration {
	for _, name := range []string{"Retry-After", "X-Ogw-Ratelimit-Reset"} {
		if s, err := strconv.Atoi(a.header.Get(name)); err == nil && s >= 0 {
			return min(time.Duration(s)*time.Second, time.Hour)
		}
	}
	return usual
}

// json of the answer; false: it is not what the provider answers.
func (a answered) json(into any) bool { return json.Unmarshal(a.body, into) == nil }

// line of the answer, to show to an administrator.
func (a answered) line() string {
	text := strings.Join(strings.Fields(strings.ToValidUTF8(string(a.body), "")), " ")
	if r := []rune(text); len(r) > 120 {
		text = string(r[:120]) + "…"
	}
	return text
}

// unreachable says in plain words why there was no answer. Never the error itself: it carries the address, which is a key.
func unreachable(err error) string {
	var unknown *net.DNSError
	var deadline interface{ Timeout() bool }
	switch {
	case errors.As(err, &unknown):
		return "找不到对方的服务器（域名）"
	case errors.As(err, &deadline) && deadline.Timeout() || errors.Is(err, context.DeadlineExceeded):
		return "对方没有及时答复"
	case strings.Contains(err.Error(), "certificate"):
		return "对方的证书不可信"
	}
	return "连不上对方的服务器"
}

// encoded is JSON without the escapes of <, > and &: some providers do not read them.
func encoded(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(v) // maps and strings always encode
	return bytes.TrimSpace(b.Bytes())
}

func jsonHeader() http.Header {
	return http.Header{"Content-Type": {"application/json; charset=utf-8"}, "User-Agent": {"zhiban"}}
}

// cut keeps a text within so many bytes, at a character's end.
func cut(text string, most int) string {
	if len(text) <= most {
		return text
	}
	return strings.ToValidUTF8(text[:most], "")
}

// webAddress tells whether a text is an address that a message can be sent to.
func webAddress(text string) bool {
	u, err := url.Parse(text)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != ""
}
