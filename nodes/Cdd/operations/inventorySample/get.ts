import { allOf } from '../../../shared/allOf';
import { getInventorySample } from '../../contract/sample';
import type { InventorySample } from '../../contract/sample';
import { noSuch } from '../../records/byId';
import { oneById } from '../../records/oneById';
import { output } from '../../records/output';
import { sampleIdOf } from '../../records/sample/located';
import { shortSample, shownSample } from '../../records/sample/output';
import { samplePicker } from '../../records/sample/picker';
import { expectLocations } from '../../records/sample/place';
import { oneSample, samplesById } from '../../records/sample/resource';
import type { CddApi } from '../../service/api';
import { operation } from '../operation';

/** @throws Fault */
export async function readSample(api: CddApi, id: number): Promise<InventorySample> {
	const sample = oneSample(await api.call(getInventorySample, { path: { id } }));
	if (sample) return sample;
	throw noSuch(samplesById.what, id);
}

export const sampleById = oneById(samplesById, readSample);

export const get = operation({
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get an inventory sample',
		description: 'Retrieve one inventory sample with its amount, location and events',
	},
	kind: 'read',
	short: shortSample,
	atOnce: 'lists',
	form: { sample: samplePicker, detail: output('samples') },
	async run(call, form, forms) {
		const { api } = call;
		const [sample] = await allOf([
			sampleIdOf(call, form.sample).then(async (id) => await sampleById(api, id)),
			// of several samples at least one has a place, as a rule
			forms.size > 1 && form.detail !== 'raw' ? expectLocations(api) : undefined,
		]);
		return await shownSample(api, sample, form.detail, [form.sample.by]);
	},
});
