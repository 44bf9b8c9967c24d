package channels

import (
	"io"
	"mime"
	"mime/quotedprintable"
	"net/http"
	"net/mail"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"
	"unicode"
)

// titles of all kinds of notices, as the domain has them.
func titles(t *testing.T) map[string]string {
	t.Helper()
	source, err := os.ReadFile("../../src/domain/notice.ts")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(source), "export const noticeTitle = {")
	table, _, _ := strings.Cut(rest, "}")
	found := map[string]string{}
	for _, m := range regexp.MustCompile(`(\w+): '([^']+)'`).FindAllStringSubmatch(table, -1) {
		found[m[1]] = m[2]
	}
	if len(found) < 18 || found["channelTest"] == "" {
		t.Fatal("the kinds of notices were not found: ", found)
	}
	return found
}

// Every kind of notice through every channel: on the wire are its title, number and limit, and no other word.
func TestNoNoticeOnAnyChannelCarriesContent(t *testing.T) {
	yes := func(*http.Request, []byte) error { return nil }
	smtp := fakeSMTP(t)
	smsWire := fake(t, "", yes)
	webhookWire := fake(t, "", yes)
	wecomWire, dingtalkWire, feishuWire := fakeWecom(t), fakeDingtalk(t), fakeFeishu(t)
	plain := func(p *provider) func() string {
		return func() string { return p.wire[len(p.wire)-1] }
	}
	all := []struct {
		name string
		c    Channel
		wire func() string
	}{
		{"wecom", made(t, "wecom", Settings{"url": wecomWire.URL + "/?key=robot-key", "mention": "true"}), plain(wecomWire)},
		{"dingtalk", made(t, "dingtalk", Settings{"url": dingtalkWire.URL + "/?access_token=token", "secret": robotSecret}), plain(dingtalkWire)},
		{"feishu", made(t, "feishu", Settings{"url": feishuWire.URL, "secret": robotSecret}), plain(feishuWire)},
		{"webhook", made(t, "webhook", Settings{"url": webhookWire.URL, "secret": "0123456789abcdef"}), plain(webhookWire)},
		{"sms", made(t, "sms", Settings{"url": smsWire.URL, "type": "form", "body": "{phone} {text}"}), func() string {
			text, _ := url.QueryUnescape(smsWire.wire[len(smsWire.wire)-1])
			return text
		}},
		{"mail", made(t, "mail", Settings{"host": smtp.host, "port": smtp.port, "security": "none", "from": "duty@example.invalid"}), func() string {
			return decoded(t, smtp.wire[len(smtp.wire)-1])
		}},
	}
	if len(all) != len(Kinds) {
		t.Fatal("a channel is not looked at")
	}
	for kind, title := range titles(t) {
		for _, body := range []string{"", "编号 20261122-1", "编号 20261122-1 · 时限 11-22 02:24"} {
			m := message()
			m.Kind, m.Title, m.Body = kind, title, body
			for _, each := range all {
				if o := each.c.Send(t.Context(), m); o.State != StateSent {
					t.Fatal(each.name, kind, o)
				}
				wire := each.wire()
				if !strings.Contains(wire, title) {
					t.Errorf("%s, %s: %q is not said: %s", each.name, kind, title, wire)
				}
				left := wire
				for _, ours := range []string{title, body} {
					left = strings.ReplaceAll(left, ours, "")
				}
				for _, r := range left {
					if unicode.Is(unicode.Han, r) {
						t.Fatalf("%s, %s: more than title, number and limit: %s", each.name, kind, wire)
					}
				}
			}
		}
	}
}

func decoded(t *testing.T, wire string) string {
	t.Helper()
	m, err := mail.ReadMessage(strings.NewReader(wire))
	if err != nil {
		t.Fatal(err)
	}
	text := ""
	for name, values := range m.Header {
		for _, v := range values {
			said, err := new(mime.WordDecoder).DecodeHeader(v)
			if err != nil {
				t.Fatal(err)
			}
			text += name + ": " + said + "\n"
		}
	}
	body, err := io.ReadAll(quotedprintable.NewReader(m.Body))
	if err != nil {
		t.Fatal(err)
	}
	return text + string(body)
}
