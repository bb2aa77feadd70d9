let deleting = false;
const ask = (kind, detail) => document.dispatchEvent(new CustomEvent(kind, { detail }));
const remove = (what) => {
	deleting = true;
	trigger("click", what);
};
element.addEventListener("click", (event) => {
	const button = event.target.closest("[data-do]");
	if (!button) return;
	const id = button.closest("[data-id]")?.dataset.id;
	const name = button.dataset.name;
	if (button.dataset.do === "open") trigger("click", { do: "open", id });
	if (button.dataset.do === "name") ask("carecite-name", { name, act: (title) => trigger("click", { do: "rename", id, title }) });
	if (button.dataset.do === "delete") ask("carecite-confirm", { about: `Delete “${name}”?`, sure: "Delete", act: () => remove({ do: "delete", id }) });
	if (button.dataset.do === "forget") ask("carecite-confirm", { about: "Delete all conversations?", sure: "Delete all", act: () => remove({ do: "forget" }) });
});
// The button that was pressed may be gone with its row: the focus goes to the heading, not to the top of the page.
watch("value", () => {
	if (deleting && document.activeElement === document.body) document.getElementById("carecite-history")?.focus({ preventScroll: true });
	deleting = false;
});
