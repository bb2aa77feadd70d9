element.addEventListener("click", (event) => {
	const button = event.target.closest("button[data-number]");
	if (button) trigger("click", { turn: Number(button.dataset.turn), number: Number(button.dataset.number) });
});
watch("value", () => {
	element.closest(".cc-evidence-pane")?.scrollTo(0, 0);
});
