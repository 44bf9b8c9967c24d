package main

import (
	"embed"
	"io/fs"

	"zhiban/duty"
)

// What the TypeScript side is built into: web/ (the app) and the bundles. `all:` because the app's files start with "_".
//
//go:embed all:dist
var dist embed.FS

func bundle(name string) string {
	text, err := fs.ReadFile(dist, "dist/"+name)
	if err != nil {
		panic("zhiban was built without " + name + ": npm start builds all there is")
	}
	return string(text)
}

func bundles() (duty.Bundles, string) {
	return duty.Bundles{Duty: bundle("duty.js"), Prepare: bundle("prepare.js")}, bundle("demo.js")
}
