const boxes = () => [...element.querySelectorAll("input[type=checkbox]")];
let removing = false;
const count = () => {
	const line = element.querySelector(".cc-count");
	if (line) line.textContent = `${boxes().filter((box) => box.checked).length} of ${boxes().length} chosen`;
};
element.addEventListener("change", count);
element.addEventListener("input", (event) => {
	if (!event.target.matches("[data-find]")) return;
	const wanted = event.target.value.trim().toLowerCase();
	for (const row of element.querySelectorAll("[data-title]")) row.hidden = !row.dataset.title.includes(wanted);
});
element.addEventListener("click", (event) => {
	const tick = event.target.closest("[data-tick]");
	if (tick) {
		for (const box of boxes()) if (!box.closest("li").hidden) box.checked = tick.dataset.tick === "all";
		count();
	}
	const remove = event.target.closest("[data-remove]");
	if (remove) {
		const title = remove.closest("li").querySelector(".cc-title").textContent;
		const act = () => {
			removing = true;
			trigger("click", { do: "remove", doc_id: remove.dataset.remove });
		};
		document.dispatchEvent(new CustomEvent("carecite-confirm", { detail: { about: `Remove “${title}”?`, sure: "Remove", act } }));
	}
});
watch("value", () => {
	for (const box of boxes()) box.checked = box.defaultChecked;
	count();
	// The button that was pressed may be gone with its document.
	if (document.activeElement === document.body && removing) document.getElementById("carecite-documents")?.focus({ preventScroll: true });
	removing = false;
});
