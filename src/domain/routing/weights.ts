/**
 * How much everything counts, in one place. The numbers were found by trying them on invented reports for five
 * catalogues, one catalogue left out in turn.
 */
export const WEIGHTS = {
	/** What a cue of weight 1, 2, 3, 4 counts; the first place is empty. */
	cue: [0, 0.65, 1.3, 3.2, 4],
	/** A cue of several groups says less of each: to the power of their number. */
	shared: -0.6,
	/** A cue of two characters, beside a longer one. */
	short: 0.95,
	/** A pair whose words stand in different clauses, or of which one is a single character; what each code between them takes. */
	pairApart: 0.66,
	pairSingle: 0.2,
	pairGap: 0.04,
	/** What all cues count beside what a text sounds like; what that counts, from how likely on, and to which power of it. */
	cued: 0.7,
	heard: 10,
	heardFrom: 0.05,
	heardPower: 0.7,
	/** Added-up cues that speak half as strongly as can be. */
	half: 4,
	/** What is left of a field's cue that only tells where something is: 学校门口, 往学校搬. */
	setting: 0.5,
	/** What is left of who calls: 司法局问, 区人大那头问. */
	caller: 0.75,
	/** What a function's cue counts in the clause that asks: 问稿子谁给. */
	asking: 1.15,
	/** What the weightier side, functions or fields, takes from the other. */
	balanceField: 0.25,
	balanceFunction: 0.45,
	/** A second reason for a section counts less than the first, a third less again. */
	next: 0.28,
	/** Who holds a group half as plainly gets less than half of what it says. */
	sharePower: 1.2,
	/** What a strongly asked-for function takes from the fields, unless the matter is an emergency. */
	fieldAfterFunction: 0.45,
	/** What an emergency takes from the functions. */
	functionAfterSeverity: 0.3,
	/** What the office's own matters take from the fields and give to the functions. */
	insideField: 0.5,
	insideFunction: 0.25,
	/** What an emergency gives the duty room: where a section holds its field, where two seem to, where none does. */
	emergency: 0.35,
	emergencyUnclear: 0.74,
	emergencyUnheld: 1.05,
	/** The first section's lead in fields from which it is clear whose field it is. */
	clearLead: 0.25,
	/** A matter of public life goes to the duty room first where no section comes to this score, or leads by this much. */
	unclearScore: 0.5,
	unclearLead: 0.08,
	/** How much of public life a text must be about for that, 0 … 1. */
	unclearLife: 0.25,
	/** So few characters are a phrase that somebody looks up, and tell of nothing that happened. */
	phrase: 8,
	/** What fields that nobody holds give the duty room, emergency or not. */
	unheld: 0.85,
	/** Shared wording, at most, and the BM25 that gives half of it. */
	wording: 0.12,
	wordingHalf: 14,
	/** What is left of the field that is an office's own; there a line's wording says whose a matter is: at most, and its half. */
	common: 0.45,
	wordingNarrow: 1.2,
	wordingHalfNarrow: 5,
	/** What a lesson that says just this text gives its section, and takes from the one it was taken from. */
	lesson: 0.6,
	/** … and so much of the highest score besides. */
	lessonOverTop: 0.6,
	/** A phrase that only this section's lines have. */
	ownPhrase: 0.17,
	/** A phrase looked up, where one section alone prints it. */
	printed: 1,
	/** What comes before the fields it occurs in. */
	first: 1.2,
	/** Less than this is no evidence. */
	worthNaming: 0.12,
	/** Less than this is too thin to hand anything over. */
	enough: 0.27,
	/** Words of a misdialled call or a private matter weigh against the first section, the more where nobody waits for anything. */
	keptFrom: 0.33,
	settled: 0.84,
	/** 很可能: the score and its lead over the second, together. */
	likely: 0.85,
	/** The same for an office of one field. */
	likelyNarrow: 1.15,
	/** 可能: at least this score. */
	possibleScore: 0.45
}
