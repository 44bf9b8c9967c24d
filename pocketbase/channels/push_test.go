package channels

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"math/big"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

var raw = base64.RawURLEncoding

// browser is a device with a subscription, and the push service it has it from: strict, and able to read what comes.
type browser struct {
	t       *testing.T
	key     *ecdh.PrivateKey
	secret  []byte
	server  *httptest.Server
	vapid   string // the public key that the subscription was made for
	say     int    // what is answered; 0: 201
	after   string
	letters []map[string]string
	topics  []string
	mu      sync.Mutex
}

func newBrowser(t *testing.T, vapid string) *browser {
	t.Helper()
	key, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	b := &browser{t: t, key: key, secret: make([]byte, 16), vapid: vapid}
	_, _ = rand.Read(b.secret)
	b.server = httptest.NewServer(http.HandlerFunc(b.take))
	t.Cleanup(b.server.Close)
	return b
}

func (b *browser) device(id string) PushDevice {
	return PushDevice{
		ID: id, Name: "phone-" + id, Origin: "https://duty.example", Endpoint: b.server.URL + "/push/" + id,
		P256dh: raw.EncodeToString(b.key.PublicKey().Bytes()), Auth: raw.EncodeToString(b.secret),
	}
}

func (b *browser) take(w http.ResponseWriter, r *http.Request) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.say != 0 {
		w.Header().Set("Retry-After", b.after)
		w.WriteHeader(b.say)
		return
	}
	body := make([]byte, 5000)
	n, _ := r.Body.Read(body)
	for more := 1; more > 0; n += more {
		more, _ = r.Body.Read(body[n:])
	}
	h := r.Header
	b.authorized(h.Get("Authorization"))
	if h.Get("TTL") != "600" || h.Get("Urgency") != "high" || len(h.Get("Topic")) != 32 || h.Get("Content-Encoding") != "aes128gcm" {
		b.t.Errorf("headers: %v", h)
	}
	if n != pushSize {
		b.t.Errorf("%d bytes: its length must tell nothing", n)
	}
	letter := map[string]string{}
	if err := json.Unmarshal(b.open(body[:n]), &letter); err != nil {
		b.t.Error(err)
	}
	b.letters, b.topics = append(b.letters, letter), append(b.topics, h.Get("Topic"))
	w.WriteHeader(http.StatusCreated)
}

// authorized checks RFC 8292: who signs, for whom, until when.
func (b *browser) authorized(header string) {
	token, key, _ := strings.Cut(strings.TrimPrefix(header, "vapid t="), ", k=")
	if key != b.vapid {
		b.t.Errorf("signed with %q", key)
	}
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		b.t.Fatalf("authorization: %q", header)
	}
	public, _ := raw.DecodeString(key)
	x, y := new(big.Int).SetBytes(public[1:33]), new(big.Int).SetBytes(public[33:])
	signature, _ := raw.DecodeString(parts[2])
	sum := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
	verified := ecdsa.Verify(&ecdsa.PublicKey{Curve: elliptic.P256(), X: x, Y: y}, sum[:],
		new(big.Int).SetBytes(signature[:32]), new(big.Int).SetBytes(signature[32:]))
	var claims struct {
		Aud, Sub string
		Exp      int64
	}
	text, _ := raw.DecodeString(parts[1])
	if err := json.Unmarshal(text, &claims); err != nil {
		b.t.Error(err)
	}
	left := time.Until(time.Unix(claims.Exp, 0))
	if !verified || claims.Aud != b.server.URL || claims.Sub != "https://duty.example" || left <= 0 || left > 24*time.Hour {
		b.t.Errorf("verified %v, claims %+v", verified, claims)
	}
}

// open decrypts as RFC 8291 says.
func (b *browser) open(body []byte) []byte {
	salt, their, sealed := body[:16], body[21:86], body[86:]
	public, err := ecdh.P256().NewPublicKey(their)
	if err != nil {
		b.t.Fatal(err)
	}
	shared, err := b.key.ECDH(public)
	if err != nil {
		b.t.Fatal(err)
	}
	derive := func(secret, salt []byte, info string, n int) []byte {
		key, err := hkdf.Key(sha256.New, secret, salt, info, n)
		if err != nil {
			b.t.Fatal(err)
		}
		return key
	}
	ikm := derive(shared, b.secret, "WebPush: info\x00"+string(b.key.PublicKey().Bytes())+string(their), 32)
	block, err := aes.NewCipher(derive(ikm, salt, "Content-Encoding: aes128gcm\x00", 16))
	if err != nil {
		b.t.Fatal(err)
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		b.t.Fatal(err)
	}
	plain, err := gcm.Open(nil, derive(ikm, salt, "Content-Encoding: nonce\x00", 12), sealed, nil)
	if err != nil {
		b.t.Fatal(err)
	}
	return []byte(strings.TrimRight(string(plain), "\x00\x02"))
}

// kept is who has which device, and what was noted.
type kept struct {
	mu       sync.Mutex
	devices  map[string][]PushDevice
	noted    map[string]string
	signable string
}

func (k *kept) Of(person string) ([]PushDevice, error) { return k.devices[person], nil }
func (k *kept) Noted(device, problem string) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.noted[device] = problem
	return nil
}
func (k *kept) Signable(string, string) (string, error) { return k.signable, nil }

func pushTo(t *testing.T, browsers ...string) (*Push, *kept, []*browser) {
	t.Helper()
	keys, err := NewVAPID()
	if err != nil {
		t.Fatal(err)
	}
	k := &kept{devices: map[string][]PushDevice{}, noted: map[string]string{}}
	var all []*browser
	for _, id := range browsers {
		b := newBrowser(t, keys.Public)
		all, k.devices["p1"] = append(all, b), append(k.devices["p1"], b.device(id))
	}
	return NewPush(k, keys), k, all
}

var assigned = Message{
	ID: "n1", Title: "有 1 条待签收", Body: "编号 2026-1129-01", Person: Person{ID: "p1"},
	Path: "/incidents/i1", Subject: "i1", TTL: 10 * time.Minute,
}

func TestEveryDeviceOfAPersonGetsWhatOnlyItCanRead(t *testing.T) {
	push, k, browsers := pushTo(t, "phone", "desktop")
	k.signable = "a1"
	if o := push.Send(t.Context(), assigned); o != Sent() {
		t.Fatal(o)
	}
	for i, id := range []string{"phone", "desktop"} {
		if len(browsers[i].letters) != 1 {
			t.Fatalf("%s got %v", id, browsers[i].letters)
		}
		got := browsers[i].letters[0]
		receipt := got["receipt"]
		delete(got, "receipt")
		want := map[string]string{
			"id": "n1", "title": "有 1 条待签收", "body": "编号 2026-1129-01", "url": "/incidents/i1", "tag": "i1",
			"person": "p1", "assignment": "a1", "device": "phone-" + id, "to": id,
		}
		if len(got) != len(want) {
			t.Errorf("%v", got)
		}
		for name, value := range want {
			if got[name] != value {
				t.Errorf("%s: %q", name, got[name])
			}
		}
		if !push.Shown("n1", id, receipt) || push.Shown("n2", id, receipt) || push.Shown("n1", "other", receipt) {
			t.Error("a receipt is of one letter on one device")
		}
		if problem, ok := k.noted[id]; !ok || problem != "" {
			t.Errorf("noted %q", problem)
		}
	}
}

func TestANewerOneOfTheSameSubjectTakesThePlaceOfTheOlder(t *testing.T) {
	push, _, browsers := pushTo(t, "phone")
	later, other := assigned, assigned
	later.ID, later.Title = "n2", "有 1 条超时未签收"
	other.ID, other.Subject = "n3", "i2"
	for _, m := range []Message{assigned, later, other} {
		if o := push.Send(t.Context(), m); o != Sent() {
			t.Fatal(o)
		}
	}
	if topics := browsers[0].topics; topics[0] != topics[1] || topics[1] == topics[2] {
		t.Error(topics)
	}
}

func TestASubscriptionThatIsOverIsSaidAndTheOtherDeviceStillReached(t *testing.T) {
	push, k, browsers := pushTo(t, "lost", "phone")
	browsers[0].say = http.StatusGone
	if o := push.Send(t.Context(), assigned); o != Sent() {
		t.Fatal(o)
	}
	if k.noted["lost"] != PushGone || k.noted["phone"] != "" {
		t.Error(k.noted)
	}
	browsers[1].say = http.StatusNotFound
	if o := push.Send(t.Context(), assigned); o.State != StateGone {
		t.Error(o)
	}
}

func TestWhatAPushServiceAnswersDecidesWhetherToComeAgain(t *testing.T) {
	for _, c := range []struct {
		say   int
		after string
		want  Outcome
	}{
		{429, "7", Retry(7*time.Second, "推送服务说发得太快（429）")},
		{503, "", Retry(0, "推送服务出了问题（503）")},
		{403, "", Failed("推送服务不收（403）")},
		{413, "", Failed("推送服务不收（413）")},
		{301, "", Failed("推送服务不收（301）")},
	} {
		push, k, browsers := pushTo(t, "phone")
		browsers[0].say, browsers[0].after = c.say, c.after
		if o := push.Send(t.Context(), assigned); o != c.want {
			t.Errorf("%d: %+v", c.say, o)
		}
		if k.noted["phone"] != c.want.Why {
			t.Errorf("%d: noted %q", c.say, k.noted["phone"])
		}
	}
}

func TestNobodyIsReachedWhereThereIsNothingToReach(t *testing.T) {
	push, k, browsers := pushTo(t, "phone")
	to := assigned
	to.Person.ID = "stranger"
	if o := push.Send(t.Context(), to); o.State != StateFailed {
		t.Error(o)
	}
	browsers[0].server.Close()
	o := push.Send(t.Context(), assigned)
	if o.State != StateRetry || strings.Contains(o.Why, "127.0.0.1") {
		t.Error("its address is a key:", o)
	}
	k.devices["p1"][0].P256dh = "bm8ga2V5"
	if o := push.Send(t.Context(), assigned); o.State != StateFailed {
		t.Error(o)
	}
	ended, end := context.WithCancel(t.Context())
	end()
	if o := push.Send(ended, assigned); o.State == StateSent {
		t.Error(o)
	}
}
