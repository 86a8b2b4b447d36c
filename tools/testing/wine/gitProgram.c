/*
 * `git.exe` under Wine, where git for Windows does not run: hands what it is told to the git of this machine, by way of
 * gitRelay.ts, whose port stands in the file `port` beside it.
 *
 * Asked: the number of words, each word as its length and its bytes; the same for the environment; the current folder;
 * then the standard input. Answered, in parts: the kind (1 output, 2 errors, 3 the end with the exit code as a number),
 * the length, and the bytes. All numbers have four bytes, the lowest first, and all texts are UTF-8.
 */
#include <winsock2.h>
#include <windows.h>
#include <stdio.h>
#include <stdlib.h>

static SOCKET server;

static void end(const char *reason)
{
    fprintf(stderr, "git for these tests: %s\n", reason);
    ExitProcess(128);
}

static void give(const char *bytes, int length)
{
    while (length > 0) {
        int sent = send(server, bytes, length, 0);
        if (sent <= 0) ExitProcess(128);
        bytes += sent;
        length -= sent;
    }
}

static void give_number(unsigned number)
{
    give((const char *)&number, 4);
}

static void give_text(const wchar_t *text)
{
    int length = WideCharToMultiByte(CP_UTF8, 0, text, -1, NULL, 0, NULL, NULL);
    char *bytes = malloc(length);
    WideCharToMultiByte(CP_UTF8, 0, text, -1, bytes, length, NULL, NULL);
    give_number(length - 1);
    give(bytes, length - 1);
    free(bytes);
}

static void take(char *bytes, unsigned length)
{
    while (length > 0) {
        int taken = recv(server, bytes, length, 0);
        if (taken <= 0) ExitProcess(128);
        bytes += taken;
        length -= taken;
    }
}

static DWORD WINAPI give_input(void *nothing)
{
    static char bytes[65536];
    DWORD length;
    while (ReadFile(GetStdHandle(STD_INPUT_HANDLE), bytes, sizeof bytes, &length, NULL) && length > 0)
        give(bytes, length);
    shutdown(server, SD_SEND);
    return 0;
}

static int port(void)
{
    wchar_t file[4096];
    GetModuleFileNameW(NULL, file, 4000);
    wcscpy(wcsrchr(file, L'\\') + 1, L"port");
    FILE *opened = _wfopen(file, L"r");
    int number = 0;
    if (opened == NULL || fscanf(opened, "%d", &number) != 1) end("no port");
    return number;
}

static void ask(int words, wchar_t **word)
{
    give_number(words - 1);
    for (int i = 1; i < words; i++) give_text(word[i]);

    wchar_t *all = GetEnvironmentStringsW();
    unsigned variables = 0;
    for (wchar_t *at = all; *at; at += wcslen(at) + 1) variables++;
    give_number(variables);
    for (wchar_t *at = all; *at; at += wcslen(at) + 1) give_text(at);

    static wchar_t folder[32768];
    GetCurrentDirectoryW(32768, folder);
    give_text(folder);
}

int wmain(int words, wchar_t **word)
{
    static char bytes[1 << 16];
    WSADATA data;
    struct sockaddr_in address = { .sin_family = AF_INET };
    WSAStartup(MAKEWORD(2, 2), &data);
    server = socket(AF_INET, SOCK_STREAM, 0);
    address.sin_port = htons(port());
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(server, (struct sockaddr *)&address, sizeof address) != 0) end("nobody listens");
    ask(words, word);
    CreateThread(NULL, 0, give_input, NULL, 0, NULL);
    for (;;) {
        unsigned kind, length;
        take((char *)&kind, 4);
        take((char *)&length, 4);
        if (kind == 3) ExitProcess(length);
        HANDLE output = GetStdHandle(kind == 1 ? STD_OUTPUT_HANDLE : STD_ERROR_HANDLE);
        while (length > 0) {
            DWORD part = length < sizeof bytes ? length : sizeof bytes, written;
            take(bytes, part);
            length -= part;
            for (DWORD at = 0; at < part; at += written)
                if (!WriteFile(output, bytes + at, part - at, &written, NULL)) ExitProcess(141);
        }
    }
}
