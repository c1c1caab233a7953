import { monitorEventLoopDelay } from 'node:perf_hooks';
import { recordKinds } from '/tmp/wt/compare/nodes/Cdd/records/backup';
import { recordKinds as chem } from '/tmp/wt/compare/nodes/ChemInventory/records/backup';
import { compareFiles } from '/tmp/wt/compare/nodes/shared/backup/compare/comparison';
import { readerFor } from '/tmp/wt/compare/nodes/shared/backup/readers';
import { csvLine } from '/tmp/wt/compare/nodes/shared/backup/csv';
import { breather } from '/tmp/wt/compare/nodes/shared/breather';

const [what = 'sample', format = 'ndjson', countText = '1000000', changing = 'some'] = process.argv.slice(2);
const count = Number(countText);

function sample(id: number, night: number): any {
	const changed = night === 1 && (changing === 'all' || (changing === 'some' && id % 100 === 7));
	return {
		id, name: `CPD-${id}-001 A`, batch: 100000 + (id % 50000), batch_name: `CPD-${id}-001`, units: 'mg',
		current_amount: changed && id % 200 === 7 ? 8.5 : 10.25, depleted: false, inventory_location_id: 500 + (changed ? 1 : 0) + id % 90, inventory_location_position: 1 + id % 81,
		location: `Building 1 Freezer ${id % 9} Box ${id % 90} ${1 + id % 81}/A1`, created_at: '2026-11-01T00:00:00.000Z', modified_at: `2026-11-0${1 + night}T00:00:00.000Z`, owner: 'A. Person',
		fields: { Supplier: 'Sigma' }, inventory_events: [{ id: id * 10, created_at: '2026-11-01T00:00:00.000Z', fields: { Credit: 10.25, Barcode: `B${id}`, Solvent: 'DMSO' } }],
	};
}
function container(id: number, night: number): any {
	const changed = night === 1 && (changing === 'all' || (changing === 'some' && id % 100 === 7));
	return { id, substanceid: id % 7000, name: `Acetone ${id}`, cas: '67-64-1', size: changed ? '450' : '500', unit: 'mL', supplier: 'Sigma-Aldrich', barcode: `AB${id}`, comments: 'None', dateacquired: '2026-01-01',
		location: `Sandbox Group > Lab 1 > Cupboard ${id % 90} > Shelf ${id % 9}`, locationid: id % 900, smiles: 'CC(C)=O', molecularformula: 'C3H6O', molecularweight: 58.08, hcodes: 'H225|H319|H336', disposed: '0', inventory: 873, inventoryname: 'Sandbox Group', siteid: 1, sitename: 'Site', historycount: 3 + night, lastuser: 'A', usercreatedname: 'B', 'cf-363': '', 'sf-9': 'x' };
}
const make = what === 'sample' ? sample : container;
let bytes = 0;
function* text(night: number) {
	const names = Object.keys(make(1, 0));
	let out = format === 'csv' ? csvLine(names) : format === 'json' ? `{"count":${count},"objects":[` : '';
	for (let at = 0; at < count; at++) {
		// the later one in another order, some gone, some new
		const id = night === 0 ? at : (at * 7 + 3) % count;
		if (night === 1 && id % 10000 === 17) continue;
		const record = make(id + (night === 1 && id % 10000 === 18 ? 5e9 : 0), night);
		out += format === 'csv' ? csvLine(names.map((n) => record[n])) : format === 'json' ? `${at ? ',' : ''}${JSON.stringify(record)}` : `${JSON.stringify(record)}\n`;
		if (out.length > 65536) { bytes += out.length; yield out; out = ''; }
	}
	yield format === 'json' ? `${out}]}` : out;
}
const file = (night: number) => ({
	name: `night${night}.${format}`, size: 1,
	async *pieces(): any {
		const turn = breather();
		const reader = readerFor(format as any);
		for (const piece of text(night)) yield await turn(() => reader.push(piece));
		const { rest } = reader.finish();
		yield rest;
		return { format, bytes, sha256: String(night), records: reader.records };
	},
});
async function main() {
	global.gc?.(); await new Promise((r) => setTimeout(r, 200)); global.gc?.();
	const idle = process.memoryUsage().rss;
	let peak = 0, peakHeap = 0, peakAfterGc = 0;
	const timer = setInterval(() => { const m = process.memoryUsage(); peak = Math.max(peak, m.rss); peakHeap = Math.max(peakHeap, m.heapUsed + m.arrayBuffers); }, 20);
	const delay = monitorEventLoopDelay({ resolution: 1 }); delay.enable();
	let cpuHold = 0; let last = process.cpuUsage(); setInterval(() => { const now = process.cpuUsage(); cpuHold = Math.max(cpuHold, now.user + now.system - last.user - last.system); last = now; }, 1).unref();
	const cpu0 = process.cpuUsage(); const started = Date.now();
	const counts: Record<string, number> = {};
	const compared = await compareFiles({ file: file(0), label: 'E' }, { file: file(1), label: 'L' }, what === 'sample' ? recordKinds : chem, ({ change }) => { counts[change] = (counts[change] ?? 0) + 1; }, false);
	delay.disable(); clearInterval(timer);
	console.log(what, format, count, changing, JSON.stringify(counts), compared.matched, `${((Date.now() - started) / 1000).toFixed(1)} s, rss +${((peak - idle) / 1048576).toFixed(0)} MiB, heap ${(peakHeap / 1048576).toFixed(0)} MiB, cpu ${((process.cpuUsage(cpu0).user + process.cpuUsage(cpu0).system) / 1e6).toFixed(1)} s, longest hold ${(delay.max / 1e6).toFixed(0)} ms (of CPU ${(cpuHold / 1e3).toFixed(0)} ms), ${(bytes / 1e6).toFixed(0)} MB text read`);
}
void main();
