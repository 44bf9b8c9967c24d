// load drives a server with closed-loop clients, each sending its next request when the last one is answered, and prints
// one line of JSON: {rate, p50, p99, max, errors, requests}, times in milliseconds.
package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"math/rand"
	"net/http"
	"os"
	"slices"
	"sync"
	"time"
)

var (
	url     = flag.String("url", "", "where to POST")
	token   = flag.String("token", "", "sign-in token")
	clients = flag.Int("clients", 1, "clients at once")
	length  = flag.Duration("for", 3*time.Second, "how long")
	warm    = flag.Duration("warm", 500*time.Millisecond, "how long before that, not counted")
	body    = flag.String("body", "", "JSON with ID and AT in places of a fresh id and of now")
)

const letters = "abcdefghijklmnopqrstuvwxyz0123456789"

func id(r *rand.Rand) []byte {
	b := make([]byte, 15)
	for i := range b {
		b[i] = letters[r.Intn(36)]
	}
	return b
}

type worker struct {
	took   []time.Duration
	errors int
}

func main() {
	flag.Parse()
	client := &http.Client{Timeout: 30 * time.Second, Transport: &http.Transport{MaxIdleConns: 0, MaxIdleConnsPerHost: 4000, DisableCompression: true}}
	counted := time.Now().Add(*warm)
	end := counted.Add(*length)
	workers := make([]worker, *clients)
	var wg sync.WaitGroup
	for i := range workers {
		wg.Go(func() {
			workers[i].run(client, rand.New(rand.NewSource(time.Now().UnixNano()+int64(i)*7919)), counted, end)
		})
	}
	wg.Wait()
	var took []time.Duration
	errors := 0
	for _, w := range workers {
		took = append(took, w.took...)
		errors += w.errors
	}
	slices.Sort(took)
	at := func(p float64) float64 {
		if len(took) == 0 {
			return 0
		}
		return float64(took[min(len(took)-1, int(float64(len(took))*p))].Microseconds()) / 1000
	}
	_ = json.NewEncoder(os.Stdout).Encode(map[string]any{
		"rate": float64(len(took)) / length.Seconds(), "p50": at(.5), "p99": at(.99), "max": at(1), "errors": errors, "requests": len(took),
	})
}

func (w *worker) run(client *http.Client, r *rand.Rand, counted, end time.Time) {
	template := []byte(*body)
	for {
		began := time.Now()
		if began.After(end) {
			return
		}
		text := bytes.ReplaceAll(template, []byte("ID"), id(r))
		text = bytes.ReplaceAll(text, []byte("AT"), fmt.Append(nil, began.UnixMilli()))
		ok := post(client, text)
		switch {
		case began.Before(counted):
		case !ok:
			w.errors++
		default:
			w.took = append(w.took, time.Since(began))
		}
	}
}

func post(client *http.Client, text []byte) bool {
	req, err := http.NewRequest("POST", *url, bytes.NewReader(text))
	if err != nil {
		return false
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", *token)
	res, err := client.Do(req)
	if err != nil {
		return false
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(res.Body)
	return err == nil && res.StatusCode == 200 && !bytes.Contains(answer, []byte(`"ok":false`))
}
