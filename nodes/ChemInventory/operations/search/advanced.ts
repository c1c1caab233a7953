import { filledFrom } from '../../../shared/dropdown';
import { connectChemInventory } from '../../service/api';
import { ruleForm } from './ruleForm';
import { allFilters, checkRules, comparesDates } from './rules';
import { searchOperation } from './searchOperation';

export const getAdvancedFilters = filledFrom(connectChemInventory, async (api) => {
	const filters = await allFilters(api);
	return filters.map(({ id, label, type }) => ({ name: label, value: id, description: type ?? undefined }));
});

export const advanced = searchOperation({
	option: {
		name: 'Advanced Search',
		value: 'advanced',
		action: 'Search containers with rules',
		description: 'Find containers by several rules at once, such as an expiry date within a month',
	},
	form: { rules: ruleForm },
	async query(call, form) {
		const { group, asked } = await checkRules(call, form.rules);
		return { type: 'advanced', contents: group, asked };
	},
	remark({ hint }, found, { contents }) {
		if (found.length > 0 || typeof contents === 'string' || !('rules' in contents) || !comparesDates(contents)) return;
		hint(
			`Nothing was found. The rules were sent with dates in the format of the token's user: ${JSON.stringify(contents)}. Before you trust an empty result, search once for a date that you know exists.`,
		);
	},
});
