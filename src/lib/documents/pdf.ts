export async function pdfText(_b: Uint8Array, _c?: unknown): Promise<{ text: string; notes: string[] }> {
	throw new Error('todo')
}
