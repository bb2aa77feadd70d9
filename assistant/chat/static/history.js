const ask = (kind, detail) => document.dispatchEvent(new CustomEvent(kind, { detail }));
element.addEventListener("click", (event) => {
	const button = event.target.closest("[data-do]");
	if (!button) return;
	const id = button.closest("[data-id]")?.dataset.id;
	const name = button.dataset.name;
	if (button.dataset.do === "open") trigger("click", { do: "open", id });
	if (button.dataset.do === "name") ask("carecite-name", { name, act: (title) => trigger("click", { do: "rename", id, title }) });
	if (button.dataset.do === "delete") ask("carecite-confirm", { about: `Delete “${name}”?`, sure: "Delete", act: () => trigger("click", { do: "delete", id }) });
	if (button.dataset.do === "forget") ask("carecite-confirm", { about: "Delete all conversations?", sure: "Delete all", act: () => trigger("click", { do: "forget" }) });
});
