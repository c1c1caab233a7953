import { Fault } from '../../../shared/fault';
import { flag } from '../../../shared/form';
import { thing } from '../../../shared/operation';
import { badInput } from '../../../shared/values/badInput';
import { applyOnce } from '../../../shared/writing/applyOnce';
import { readBack } from '../../../shared/writing/readBack';
import { loadContainer, toggleRecycling } from '../../contract/container';
import type { Container } from '../../contract/container';
import { containerToChange } from '../../records/container/chosen';
import { refuseMissingAmongSeveral } from '../../records/container/existing';
import { containerRecords, shortContainer, withNews } from '../../records/container/output';
import { containerPicker } from '../../records/container/picker';
import { output } from '../../records/output';
import type { ChemInventoryApi } from '../../service/api';
import { operation } from '../operation';

async function read(api: ChemInventoryApi, containerid: number): Promise<Container> {
	const container = await api.call(loadContainer, { containerid });
	if (container.inrecycling !== undefined) return container;
	throw badInput(
		'Container',
		'has no recycling status',
		`ChemInventory does not say whether container ${containerid} is in recycling. Recycling has to be enabled for the site (site and enterprise licenses only).`,
	);
}

export const setRecycling = operation({
	option: {
		name: 'Set Recycling',
		value: 'setRecycling',
		action: 'Set whether a container is in recycling',
		description:
			'Offer a container for recycling or take it back. Needs a site or enterprise license with recycling enabled.',
	},
	kind: 'write',
	short: ['id', 'changed', 'inRecycling', ...shortContainer],
	form: {
		container: containerPicker,
		inRecycling: flag({
			displayName: 'In Recycling',
			name: 'inRecycling',
			type: 'boolean',
			default: true,
			description: 'Whether the container must be in recycling afterwards',
		}),
		raw: output('containers'),
	},
	async prepare(call, form) {
		return { ...(await containerToChange(call, form.container)), wanted: form.inRecycling, raw: form.raw };
	},
	checkAll: async (call, items, refuse) => await refuseMissingAmongSeveral(call, items, refuse, 'Container'),
	touches: ({ id }) => [thing('container', id)],
	async run(call, { id: containerid, wanted, raw: isRaw }) {
		const { api } = call;
		let present: Container | undefined;
		const { answer, before } = await applyOnce(call, {
			step: toggleRecycling.path,
			values: [containerid, wanted],
			look: async () => {
				present = await read(api, containerid);
				return { inrecycling: present.inrecycling };
			},
			// The endpoint flips whatever there is, so it is called only where something is to be changed.
			already: () => (present?.inrecycling === wanted ? { changed: false } : undefined),
			send: async () => {
				await api.call(toggleRecycling, { containerid });
				return { changed: true };
			},
			settle: async (noted) =>
				(await read(api, containerid)).inrecycling === wanted
					? { applied: true, answer: { changed: noted?.inrecycling !== wanted } }
					: { applied: false, seen: `Container ${containerid} is ${wanted ? 'not ' : 'still '}in recycling.` },
			whereToLook: `Look at container ${containerid} in ChemInventory before you run this step again.`,
		});
		const look = async () => await read(api, containerid);
		const after =
			answer.changed === true ? await readBack(look, `Look at container ${containerid}.`) : (present ?? (await look()));
		if (after.inrecycling !== wanted) throw notTaken(containerid, wanted);
		const [record = {}] = await containerRecords(api, [after], isRaw);
		const wasThere = before?.inrecycling === true;
		return {
			...withNews(record, { changed: answer.changed }),
			before: { id: containerid, [isRaw ? 'inrecycling' : 'inRecycling']: wasThere },
		};
	},
});

function notTaken(containerid: number, wanted: boolean): Fault {
	return new Fault('unsuccessful', 'The recycling status did not change as requested', {
		description: `Container ${containerid} is ${wanted ? 'not ' : 'still '}in recycling after the change. Somebody else may have changed it at the same moment.`,
	});
}
