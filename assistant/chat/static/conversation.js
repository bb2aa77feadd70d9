element.addEventListener("click", (event) => {
	const offered = event.target.closest("[data-ask]");
	if (offered) trigger("submit", { question: offered.dataset.ask });
	const tool = event.target.closest("[data-do]");
	if (tool?.dataset.do === "retry") trigger("input", {});
	if (tool?.dataset.do === "edit") {
		trigger("click", { do: "edit", turn: Number(tool.dataset.turn) });
		document.querySelector(".cc-ask textarea")?.focus();
	}
	const feedback = event.target.closest("[data-feedback]");
	if (feedback) {
		const turn = Number(feedback.dataset.feedback);
		const quotes = document.querySelectorAll(`[data-turn="${turn}"][data-number]`).length;
		document.dispatchEvent(new CustomEvent("carecite-feedback", { detail: { turn, quotes, abstains: "abstains" in feedback.dataset } }));
	}
});
watch("value", () => {
	const shown = element.querySelector("[data-conversation]")?.dataset.conversation ?? "";
	const here = new URLSearchParams(location.search).get("conversation") ?? "";
	if (shown !== here) history.replaceState(null, "", shown ? `?conversation=${encodeURIComponent(shown)}` : location.pathname);
	const turns = element.querySelectorAll(".cc-turn");
	if (turns.length === 0) return;
	// Both the question box and the newest reply should be in sight; where there is no room for both, the reply wins.
	document.querySelector(".cc-ask")?.scrollIntoView({ block: "nearest" });
	const newest = turns[turns.length - 1];
	const offered = element.querySelector(".cc-offered");
	const room = element.closest(".cc-talk")?.clientHeight ?? window.innerHeight;
	const height = newest.offsetHeight + (offered ? offered.offsetHeight + 40 : 0);
	if (height > Math.min(room, window.innerHeight)) newest.scrollIntoView({ block: "start" });
	else (offered ?? newest).scrollIntoView({ block: "nearest" });
});
