const dialog = () => element.querySelector("dialog");
element.addEventListener("click", (event) => {
	if (event.target === dialog() || event.target.closest("button[data-close]")) dialog().close();
});
watch("value", () => {
	const box = dialog();
	if (!element.querySelector(".cc-source")) return;
	if (!box.open) box.showModal();
	const mark = element.querySelector("mark");
	if (mark) {
		mark.scrollIntoView({ block: "center" });
		mark.focus({ preventScroll: true });
	} else {
		element.querySelector(".cc-source-text").focus();
	}
});
