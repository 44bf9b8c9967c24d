package channels

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"mime/quotedprintable"
	"net/http"
	"net/http/httptest"
	"net/mail"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
)

func message() Message {
	return Message{
		ID: "notice000000001", Title: "有 1 条待签收", Body: "编号 20261122-1 · 时限 11-22 02:24", Kind: "assigned", Subject: "incident0000001",
		Person: Person{"person000000001", "138 0000 0000", "ke@example.invalid"}, URL: "https://zhiban.example.invalid/incidents/incident0000001",
		Path: "/incidents/incident0000001", TTL: time.Hour,
	}
}

func made(t *testing.T, name string, s Settings) Channel {
	t.Helper()
	c, faults := Kinds[name].Make(s)
	if len(faults) > 0 {
		t.Fatal(name, faults)
	}
	return c
}

func expect(t *testing.T, o Outcome, state State, after time.Duration) {
	t.Helper()
	if o.State != state || o.After != after {
		t.Errorf("%+v, want state %d after %v", o, state, after)
	}
	if state != StateSent && o.Why == "" {
		t.Error("no word why")
	}
}

// An answer and what is made of it.
type said struct {
	name  string
	reply func(http.ResponseWriter)
	state State
	after time.Duration
}

// What every provider over HTTP may do.
var anybody = []said{
	{"takes it", nil, StateSent, 0},
	{"429 with a time", says(429, "slow down", "Retry-After", "7"), StateRetry, 7 * time.Second},
	{"429 without", says(429, ""), StateRetry, time.Minute},
	{"429 with nonsense", says(429, "", "Retry-After", "-5"), StateRetry, time.Minute},
	{"500", says(500, "oops"), StateRetry, 0},
	{"503 for a year", says(503, "", "Retry-After", "31536000"), StateRetry, time.Hour},
	{"403", says(403, "no"), StateFailed, 0},
	{"a redirect", says(302, "", "Location", "http://127.0.0.1:1/"), StateFailed, 0},
	{"hangs up", func(w http.ResponseWriter) {
		c, _, _ := w.(http.Hijacker).Hijack()
		_ = c.Close()
	}, StateRetry, 0},
	{"hangs up in the middle", func(w http.ResponseWriter) {
		w.Header().Set("Content-Length", "100")
		_, _ = io.WriteString(w, `{"errcode":0`)
	}, StateRetry, 0},
}

func tryAll(t *testing.T, p *provider, c Channel, cases ...[]said) {
	t.Helper()
	for _, list := range cases {
		for _, s := range list {
			t.Run(s.name, func(t *testing.T) {
				p.mu.Lock()
				p.reply = s.reply
				p.mu.Unlock()
				expect(t, c.Send(t.Context(), message()), s.state, s.after)
			})
		}
	}
}

var malformed = []said{
	{"an answer that is no JSON", says(200, "<html>ok</html>"), StateRetry, 0},
	{"an answer without a code", says(200, `{"ok":true}`), StateRetry, 0},
	{"a code that is a text", says(200, `{"errcode":"0","code":"0"}`), StateRetry, 0},
	{"nothing", says(200, ""), StateRetry, 0},
}

func TestWecom(t *testing.T) {
	p := fakeWecom(t)
	c := made(t, "wecom", Settings{"url": p.URL + "/cgi-bin/webhook/send?key=robot-key"})
	tryAll(t, p, c, anybody, malformed, []said{
		{"too fast", says(200, `{"errcode":45009,"errmsg":"api freq out of limit"}`), StateRetry, time.Minute},
		{"busy", says(200, `{"errcode":-1,"errmsg":"system error"}`), StateRetry, 0},
		{"a wrong key", says(200, `{"errcode":93000,"errmsg":"invalid webhook url"}`), StateFailed, 0},
		{"an unknown code", says(200, `{"errcode":7777,"errmsg":"whatever"}`), StateFailed, 0},
	})
	p.reply = nil
	long := message()
	long.Body = strings.Repeat("编", 3000)
	expect(t, c.Send(t.Context(), long), StateSent, 0) // the fake counts the bytes
	mention := made(t, "wecom", Settings{"url": p.URL + "/cgi-bin/webhook/send?key=robot-key", "mention": "true"})
	expect(t, mention.Send(t.Context(), message()), StateSent, 0)
	if last := p.wire[len(p.wire)-1]; !strings.Contains(last, `"mentioned_mobile_list":["13800000000"]`) {
		t.Error(last)
	}
}

func TestDingtalk(t *testing.T) {
	p := fakeDingtalk(t)
	c := made(t, "dingtalk", Settings{"url": p.URL + "/robot/send?access_token=token", "secret": robotSecret})
	tryAll(t, p, c, anybody, malformed, []said{
		{"too fast", says(200, `{"errcode":130101,"errmsg":"send too fast, exceed 20 times per minute"}`), StateRetry, throttled},
		{"punished", says(200, `{"status":1111,"wait":5,"source":"x5","punish":"deny","uuid":"8ff0"}`), StateRetry, throttled},
		{"a wrong signature", says(200, `{"errcode":310000,"errmsg":"sign not match"}`), StateFailed, 0},
	})
}

func TestFeishu(t *testing.T) {
	p := fakeFeishu(t)
	c := made(t, "feishu", Settings{"url": p.URL + "/open-apis/bot/v2/hook/x", "secret": robotSecret})
	tryAll(t, p, c, anybody, malformed, []said{
		{"too fast", says(200, `{"code":11232,"msg":"frequency limited"}`), StateRetry, time.Minute},
		{"too fast, by header", says(400, `{"code":99991400,"msg":"request trigger frequency limit"}`, "x-ogw-ratelimit-reset", "52"), StateRetry, 52 * time.Second},
		{"a wrong signature", says(200, `{"code":19021,"msg":"sign match fail or timestamp is not within one hour from current time"}`), StateFailed, 0},
		{"a bad request", says(400, `{"code":9499,"msg":"Bad Request"}`), StateFailed, 0},
		{"an older robot takes it", says(200, `{"Extra":null,"StatusCode":0,"StatusMessage":"success"}`), StateSent, 0},
		{"an older robot does not", says(200, `{"StatusCode":1,"StatusMessage":"no"}`), StateRetry, 0},
		{"both, and they differ", says(200, `{"code":19024,"StatusCode":0,"msg":"Key Words Not Found"}`), StateFailed, 0},
	})
}

// A robot's limit is everybody's; what a gateway puts off may be one number's.
func TestOnlyWhatConcernsTheWholeProviderIsSaidToConcernEverybody(t *testing.T) {
	var reply func(http.ResponseWriter)
	p := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { reply(w) }))
	defer p.Close()
	url := p.URL
	robots := map[string]Settings{
		"wecom": {"url": url}, "dingtalk": {"url": url}, "feishu": {"url": url}, "webhook": {"url": url, "secret": "sixteen-letters-"},
	}
	sms := Settings{"url": p.URL, "body": `{"to":"{phone}","text":"{text}"}`, "busy": "LIMIT"}
	for _, c := range []struct {
		reply  func(http.ResponseWriter)
		forAll []string
	}{
		{says(429, ""), []string{"wecom", "dingtalk", "feishu", "webhook"}},
		{says(200, `{"errcode":45009}`), []string{"wecom"}},
		{says(200, `{"errcode":130101}`), []string{"dingtalk"}},
		{says(200, `{"status":1111,"punish":"deny"}`), []string{"dingtalk"}},
		{says(200, `{"code":11232}`), []string{"feishu"}},
		{says(500, ""), nil},
		{says(200, `{"code":"LIMIT"}`), nil},
	} {
		reply = c.reply
		for name, s := range robots {
			if o := made(t, name, s).Send(t.Context(), message()); o.ForAll != slices.Contains(c.forAll, name) || o.Unanswered {
				t.Errorf("%s: %+v", name, o)
			}
		}
		if o := made(t, "sms", sms).Send(t.Context(), message()); o.ForAll || o.Unanswered {
			t.Errorf("sms: %+v", o)
		}
	}
	p.Close()
	if o := made(t, "wecom", robots["wecom"]).Send(t.Context(), message()); !o.Unanswered || o.ForAll {
		t.Errorf("a provider that is gone: %+v", o)
	}
}

// The providers' own examples and fixed values: a signature that only our fakes accept would be worth nothing.
func TestSignaturesAreTheProviders(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		// Computed with OpenSSL: printf '1599360473000\nthis is secret' | openssl dgst -sha256 -hmac 'this is secret' -binary | base64
		{dingtalkSign("this is secret", "1599360473000"), "hXZTWifRGHclNuZSKxoXc//sh51SWfVfRIhcdeKs63I="},
		// printf '' | openssl dgst -sha256 -hmac $'1599360473\nthis is secret' -binary | base64
		{feishuSign("this is secret", "1599360473"), "/eYKrXQBzTjUZJ3s6NX16VxGbTwmK7AEs8/FnvC1CSw="},
		{webhookSign("0123456789abcdef", "1599360473", []byte(`{"id":"a"}`)), "sha256=7975cd1b84d92b60c390a7b9c0d3b58f221f59de43c8b140d0edb22a79b40266"},
	} {
		if c.got != c.want {
			t.Errorf("%s, want %s", c.got, c.want)
		}
	}
}

func TestWebhook(t *testing.T) {
	const secret = "0123456789abcdef0123"
	p := fake(t, "", func(r *http.Request, body []byte) error {
		if r.Header.Get("Idempotency-Key") != "notice000000001" {
			return fmt.Errorf("key %q", r.Header.Get("Idempotency-Key"))
		}
		if r.Header.Get("X-Duty-Signature") != webhookSign(secret, r.Header.Get("X-Duty-Timestamp"), body) {
			return fmt.Errorf("signature")
		}
		var m struct {
			ID, Person, Kind, Title, Body, URL string
			TTL                                int64
		}
		return exactly(body, &m)
	})
	c := made(t, "webhook", Settings{"url": p.URL, "secret": secret})
	tryAll(t, p, c, anybody, []said{
		{"has it already", says(409, ""), StateSent, 0},
		{"204", says(204, ""), StateSent, 0},
		{"is gone", says(410, ""), StateGone, 0},
	})
}

func TestSMS(t *testing.T) {
	p := fake(t, `{"code":"OK"}`, func(r *http.Request, body []byte) error {
		if r.Header.Get("X-Api-Key") != "k: 1" {
			return fmt.Errorf("header %v", r.Header)
		}
		words := r.URL.Query().Get("text")
		if r.Method == "POST" {
			var m struct{ To, Text, Ref string }
			if strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
				if err := exactly(body, &m); err != nil {
					return err
				}
			} else {
				form, err := url.ParseQuery(string(body))
				if err != nil {
					return err
				}
				m.To, m.Text = form.Get("to"), form.Get("text")
			}
			if m.To != "13800000000" {
				return fmt.Errorf("number %q", m.To)
			}
			words = m.Text
		}
		if n := len([]rune(words)); n == 0 || n > 70 || strings.Contains(words, "http") {
			return fmt.Errorf("%d characters: %s", n, words)
		}
		return nil
	})
	json := Settings{"url": p.URL, "headers": "X-Api-Key: k: 1", "body": `{"to":"{phone}","text":"{text}","ref":"{id}"}`, "ok": `"OK"`, "busy": "LIMIT"}
	tryAll(t, p, made(t, "sms", json), anybody, []said{
		{"says no", says(200, `{"code":"FAIL","msg":"blacklist"}`), StateFailed, 0},
		{"too fast", says(200, `{"code":"LIMIT"}`), StateRetry, time.Minute},
	})
	p.reply = nil
	quoted := message()
	quoted.Title, quoted.Body = `引号"与\斜线`, strings.Repeat("长", 100)
	expect(t, made(t, "sms", json).Send(t.Context(), quoted), StateSent, 0)
	form := Settings{"url": p.URL, "headers": "X-Api-Key: k: 1", "type": "form", "body": "to={phone}&text={text}"}
	expect(t, made(t, "sms", form).Send(t.Context(), quoted), StateSent, 0)
	get := Settings{"url": p.URL + "?to={phone}&text={text}", "method": "GET", "headers": "X-Api-Key: k: 1"}
	expect(t, made(t, "sms", get).Send(t.Context(), message()), StateSent, 0)
	nobody := message()
	nobody.Person.Phone = ""
	asked := p.asked
	expect(t, made(t, "sms", get).Send(t.Context(), nobody), StateFailed, 0)
	if p.asked != asked {
		t.Error("a message without a number was sent")
	}
}

func TestMail(t *testing.T) {
	f := fakeSMTP(t)
	settings := Settings{"host": f.host, "port": f.port, "security": "none", "from": "duty@example.invalid"}
	c := made(t, "mail", settings)
	expect(t, c.Send(t.Context(), message()), StateSent, 0)
	m, err := mail.ReadMessage(strings.NewReader(f.wire[0]))
	if err != nil {
		t.Fatal(err)
	}
	subject, _ := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	if subject != "有 1 条待签收 · 编号 20261122-1 · 时限 11-22 02:24" || m.Header.Get("Message-ID") != "<notice000000001@example.invalid>" || m.Header.Get("Auto-Submitted") != "auto-generated" {
		t.Errorf("%q %v", subject, m.Header)
	}
	if body, _ := io.ReadAll(quotedprintable.NewReader(m.Body)); strings.ReplaceAll(string(body), "\r\n", "\n") != message().Text()+"\n" {
		t.Errorf("%q", body)
	}
	for _, s := range []struct {
		name, rcpt, data string
		hang             bool
		state            State
		after            time.Duration
	}{
		{"no such mailbox", "550 5.1.1 no such user", "", false, StateFailed, 0},
		{"greylisted", "450 4.2.0 try again later", "", false, StateRetry, 30 * time.Second},
		{"refused as a whole", "", "554 5.7.1 spam", false, StateFailed, 0},
		{"full", "", "452 4.3.1 out of space", false, StateRetry, 30 * time.Second},
		{"hangs", "", "", true, StateRetry, 0},
	} {
		t.Run(s.name, func(t *testing.T) {
			f.mu.Lock()
			f.rcpt, f.data, f.hang = s.rcpt, s.data, s.hang
			f.mu.Unlock()
			expect(t, c.Send(t.Context(), message()), s.state, s.after)
		})
	}
	nobody := message()
	nobody.Person.Mail = ""
	expect(t, c.Send(t.Context(), nobody), StateFailed, 0)
	closed := made(t, "mail", Settings{"host": "127.0.0.1", "port": "1", "security": "none", "from": "duty@example.invalid"})
	expect(t, closed.Send(t.Context(), message()), StateRetry, 0)
	// A server that cannot encrypt is not sent a password in the clear.
	secret := made(t, "mail", Settings{"host": f.host, "port": f.port, "security": "starttls", "user": "u", "password": "p", "from": "duty@example.invalid"})
	expect(t, secret.Send(t.Context(), message()), StateRetry, 0)
}

func TestATimeoutIsTriedAgainAndSaysNoKey(t *testing.T) {
	release := make(chan struct{})
	p := fakeWecom(t)
	p.reply = func(http.ResponseWriter) { <-release }
	t.Cleanup(func() { close(release) })
	c := made(t, "wecom", Settings{"url": p.URL + "/cgi-bin/webhook/send?key=robot-key"})
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	o := c.Send(ctx, message())
	expect(t, o, StateRetry, 0)
	if strings.Contains(o.Why, "robot-key") || strings.Contains(o.Why, "127.0.0.1") {
		t.Error("the key is told:", o.Why)
	}
}

func TestSettingsAreCheckedAndHidden(t *testing.T) {
	for name, wrong := range map[string]struct {
		s     Settings
		field string
	}{
		"wecom":    {Settings{"url": "qyapi.weixin.qq.com"}, "url"},
		"dingtalk": {Settings{"url": "ftp://a"}, "url"},
		"feishu":   {Settings{}, "url"},
		"webhook":  {Settings{"url": "https://a.example", "secret": "short"}, "secret"},
		"sms":      {Settings{"url": "https://a.example", "body": `{"to":"{phone}","text":{text}}`}, "body"},
		"mail":     {Settings{"host": "smtp.example.cn:25", "from": "a@example.cn"}, "host"},
	} {
		_, faults := Kinds[name].Make(wrong.s)
		if len(faults) == 0 || faults[0].Field != wrong.field {
			t.Errorf("%s: %v", name, faults)
		}
	}
	// GET sends no body: what stands there alone would never go out.
	_, faults := Kinds["sms"].Make(Settings{"method": "GET", "url": "https://a.example", "body": `{"to":"{phone}","text":"{text}"}`})
	if len(faults) != 1 || faults[0].Field != "url" {
		t.Error(faults)
	}
	kind := Kinds["dingtalk"]
	kept := Settings{"url": "https://oapi.dingtalk.com/robot/send?access_token=abcdefgh1234", "secret": "SECshort"}
	shown := kind.Masked(kept)
	if shown["secret"] != hidden || shown["url"] != hidden+"1234" {
		t.Error(shown)
	}
	merged, faults := kind.Merged(shown, kept)
	if got, _ := json.Marshal(merged); len(faults) > 0 || string(got) != string(mustJSON(kept)) {
		t.Error(merged, faults)
	}
	merged, _ = kind.Merged(Settings{"url": "https://other.example", "secret": "", "colour": "red"}, kept)
	if len(merged) != 1 || merged["url"] != "https://other.example" {
		t.Error(merged)
	}
}

func mustJSON(v any) []byte { b, _ := json.Marshal(v); return b }
