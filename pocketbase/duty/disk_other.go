//go:build !linux && !darwin

package duty

func freeMB(string) int64 { return -1 }
