package main

import (
	"bytes"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
	"time"

	"github.com/pocketbase/pocketbase/apis"
	"github.com/pocketbase/pocketbase/core"
)

func init() {
	_ = mime.AddExtensionType(".webmanifest", "application/manifest+json")
}

// web serves the app: its files, compressed ahead by the build, and index.html for every address that is a screen.
func web() func(*core.RequestEvent) error {
	files, err := fs.Sub(dist, "dist/web")
	if err != nil {
		panic(err)
	}
	return func(e *core.RequestEvent) error {
		name := path.Clean("/" + e.Request.PathValue(apis.StaticWildcardParam))[1:]
		if info, err := fs.Stat(files, name); err != nil || info.IsDir() {
			if strings.HasPrefix(name, "api/") || path.Ext(name) != "" {
				return e.NotFoundError("", nil)
			}
			name = "index.html"
		}
		return serveFile(e, files, name)
	}
}

func serveFile(e *core.RequestEvent, files fs.FS, name string) error {
	h := e.Response.Header()
	h.Set("Content-Type", mime.TypeByExtension(path.Ext(name)))
	h.Set("Vary", "Accept-Encoding")
	h.Set("Referrer-Policy", "no-referrer")
	h.Del("X-XSS-Protection") // no browser of today reads it, and every file would carry it
	h.Set("Cache-Control", "no-cache")
	if strings.HasPrefix(name, "_app/immutable/") {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	accepted := e.Request.Header.Get("Accept-Encoding")
	for _, kind := range []struct{ encoding, suffix string }{{"br", ".br"}, {"gzip", ".gz"}, {"", ""}} {
		if !strings.Contains(accepted, kind.encoding) {
			continue
		}
		body, err := fs.ReadFile(files, name+kind.suffix)
		if err != nil {
			continue
		}
		if kind.encoding != "" {
			h.Set("Content-Encoding", kind.encoding)
		}
		http.ServeContent(e.Response, e.Request, "", time.Time{}, bytes.NewReader(body))
		return nil
	}
	return e.NotFoundError("", nil)
}
