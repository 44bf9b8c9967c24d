import type { Group } from './group'
import { emergency } from './fields/emergency'
import { naturalResources } from './fields/naturalResources'
import { forestry } from './fields/forestry'
import { housing } from './fields/housing'
import { utilities } from './fields/utilities'
import { city } from './fields/city'
import { ecology } from './fields/ecology'
import { transport } from './fields/transport'
import { water } from './fields/water'
import { agriculture } from './fields/agriculture'
import { education } from './fields/education'
import { health } from './fields/health'
import { medicalInsurance } from './fields/medicalInsurance'
import { market } from './fields/market'
import { police } from './fields/police'
import { justice } from './fields/justice'
import { petition } from './fields/petition'
import { civil } from './fields/civil'
import { labour } from './fields/labour'
import { veterans } from './fields/veterans'
import { culture } from './fields/culture'
import { development } from './fields/development'
import { energy } from './fields/energy'
import { industry } from './fields/industry'
import { science } from './fields/science'
import { commerce } from './fields/commerce'
import { investment } from './fields/investment'
import { port } from './fields/port'
import { publicFinance } from './fields/finance'
import { tax } from './fields/tax'
import { statistics } from './fields/statistics'
import { audit } from './fields/audit'
import { stateAssets } from './fields/stateAssets'
import { financial } from './fields/financial'
import { ethnic } from './fields/ethnic'
import { disabled } from './fields/disabled'
import { womenChildren } from './fields/womenChildren'
import { expropriation } from './fields/expropriation'
import { projects } from './fields/projects'
import { governmentServices } from './fields/governmentServices'
import { cityImage } from './fields/cityImage'
import { patents } from './fields/patents'
import { monopoly } from './fields/monopoly'
import { providentFund } from './fields/providentFund'
import { sea } from './fields/sea'
import { duty } from './functions/duty'
import { inspection } from './functions/inspection'
import { appraisal } from './functions/appraisal'
import { discipline } from './functions/discipline'
import { proposals } from './functions/proposals'
import { documents } from './functions/documents'
import { confidential } from './functions/confidential'
import { archives } from './functions/archives'
import { seals } from './functions/seals'
import { meetings } from './functions/meetings'
import { minutes } from './functions/minutes'
import { leaders } from './functions/leaders'
import { drafting } from './functions/drafting'
import { research } from './functions/research'
import { press } from './functions/press'
import { information } from './functions/information'
import { opinion } from './functions/opinion'
import { openness } from './functions/openness'
import { digital } from './functions/digital'
import { regulation } from './functions/regulation'
import { reform } from './functions/reform'
import { personnel } from './functions/personnel'
import { retired } from './functions/retired'
import { wages } from './functions/wages'
import { accounts } from './functions/accounts'
import { vehicles } from './functions/vehicles'
import { logistics } from './functions/logistics'
import { supplies } from './functions/supplies'
import { reception } from './functions/reception'
import { party } from './functions/party'
import { pairing } from './functions/pairing'
import { foreign } from './functions/foreign'
import { cooperation } from './functions/cooperation'
import { hotline } from './functions/hotline'
import { security } from './functions/security'
import { goingAbroad } from './functions/goingAbroad'
import { supplyCooperatives } from './fields/supplyCooperatives'
import { deputies } from './functions/deputies'
import { chief } from './functions/chief'
import { executiveMeetings } from './functions/executiveMeetings'
import { complaints } from './functions/complaints'
import { coordination } from './functions/coordination'
import { leave } from './functions/leave'
import { gazette } from './functions/gazette'
import { taskforce } from './functions/taskforce'
import { misdialled } from './kept/misdialled'
import { prank } from './kept/prank'
import { thanks } from './kept/thanks'
import { elsewhere } from './kept/elsewhere'
import { personal } from './kept/personal'
import { enquiry } from './kept/enquiry'
import { settled } from './kept/settled'
import { inside } from './inside'
import { request } from './request'
import { severity } from './severity'

/** Everything that routing knows of how governments divide their work. The order decides nothing. */
export const LEXICON: readonly Group[] = [
	emergency,
	naturalResources,
	forestry,
	housing,
	utilities,
	city,
	ecology,
	transport,
	water,
	agriculture,
	education,
	health,
	medicalInsurance,
	market,
	police,
	justice,
	petition,
	civil,
	labour,
	veterans,
	culture,
	development,
	energy,
	industry,
	science,
	commerce,
	investment,
	port,
	publicFinance,
	tax,
	statistics,
	audit,
	stateAssets,
	financial,
	ethnic,
	disabled,
	womenChildren,
	expropriation,
	projects,
	governmentServices,
	cityImage,
	patents,
	monopoly,
	providentFund,
	sea,
	duty,
	inspection,
	appraisal,
	discipline,
	proposals,
	documents,
	confidential,
	archives,
	seals,
	meetings,
	minutes,
	leaders,
	drafting,
	research,
	press,
	information,
	opinion,
	openness,
	digital,
	regulation,
	reform,
	personnel,
	retired,
	wages,
	accounts,
	vehicles,
	logistics,
	supplies,
	reception,
	party,
	pairing,
	foreign,
	cooperation,
	hotline,
	security,
	goingAbroad,
	supplyCooperatives,
	deputies,
	chief,
	executiveMeetings,
	complaints,
	coordination,
	leave,
	gazette,
	taskforce,
	misdialled,
	prank,
	thanks,
	elsewhere,
	personal,
	enquiry,
	settled,
	severity,
	request,
	inside
]
