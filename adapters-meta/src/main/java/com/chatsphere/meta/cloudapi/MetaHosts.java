package com.chatsphere.meta.cloudapi;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the access token may be taken along to when a file is fetched: to Meta's own hosts, and to wherever the Graph API is
 * said to be.
 *
 * <p>An address comes from outside, and whoever could choose it could have the token, or have this machine ask its neighbours.
 * Meta's hosts are known by name, so that no address in numbers, however it is written, is one of them; what the name stands
 * for has to be a public address. It is looked up right before the connection is made. The JDK's client looks it up again, as a
 * rule in the same cache; should it get another answer by then, the certificate still has to be that of Meta's host before
 * anything is said.
 *
 * @param base where the Graph API is; a stand-in may be anywhere, but its files are to be at the very same host and port
 */
record MetaHosts(Supplier<URI> base, Names names) {
    private static final List<String> META = List.of("graph.facebook.com", "fbsbx.com", "fbcdn.net", "whatsapp.net");
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    /** What a host's name stands for. */
    @FunctionalInterface
    interface Names {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    /** Why an address is not to be asked; null when it may be. */
    @Nullable
    String objection(URI address) {
        String host = host(address);
        if (host == null || address.getRawUserInfo() != null) {
            return "WhatsApp named no usable address of the file.";
        }
        if (isWhereTheGraphIs(address)) {
            return null;
        }
        if (!"https".equalsIgnoreCase(address.getScheme()) || port(address) != HTTPS || !isMetas(host)) {
            return "WhatsApp named an address of the file that is none of its own; it is not asked.";
        }
        return objectionToNumbersOf(host);
    }

    private @Nullable String objectionToNumbersOf(String host) {
        try {
            for (InetAddress address : names.addresses(host)) {
                if (!isPublic(address)) {
                    return "WhatsApp's host stands for an address within a private network; it is not asked.";
                }
            }
            return null;
        } catch (UnknownHostException unknown) {
            return "WhatsApp's host that has the file is not known here.";
        }
    }

    /** Meta itself is never plain HTTP, wherever the Graph API is said to be. */
    private boolean isWhereTheGraphIs(URI address) {
        URI graph = base.get();
        String host = host(graph);
        return host != null
                && !isMetas(host)
                && host.equals(host(address))
                && port(graph) == port(address)
                && graph.getScheme().equalsIgnoreCase(address.getScheme());
    }

    private static boolean isMetas(String host) {
        return META.stream().anyMatch(known -> host.equals(known) || host.endsWith("." + known));
    }

    private static @Nullable String host(URI address) {
        return address.getHost() == null ? null : address.getHost().toLowerCase(Locale.ROOT);
    }

    private static int port(URI address) {
        if (address.getPort() >= 0) {
            return address.getPort();
        }
        return "https".equalsIgnoreCase(address.getScheme()) ? HTTPS : HTTP;
    }

    /**
     * Whether an address belongs to the open internet.
     *
     * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry/">IANA, special-purpose addresses</a>
     */
    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        return switch (address) {
            case Inet4Address older -> isPublic(bytes[0] & 0xff, bytes[1] & 0xff, bytes[2] & 0xff);
            case Inet6Address newer -> isPublicIPv6(bytes);
            default -> false;
        };
    }

    private static boolean isPublic(int first, int second, int third) {
        return switch (first) {
            case 0 -> false;
            case 100 -> second < 64 || second > 127;
            case 192 -> second != 0 || (third != 0 && third != 2);
            case 198 -> (second != 18 && second != 19) && (second != 51 || third != 100);
            case 203 -> second != 0 || third != 113;
            default -> first < 224;
        };
    }

    /** Only what is handed out at all (2000::/3), and of it nothing that carries an address of the older kind within. */
    private static boolean isPublicIPv6(byte[] bytes) {
        int first = (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
        int second = (bytes[2] & 0xff) << 8 | bytes[3] & 0xff;
        boolean handedOut = (first & 0xe000) == 0x2000;
        boolean carriesAnother = first == 0x2002 || (first == 0x2001 && second < 0x0200);
        boolean forBooks = first == 0x2001 && second == 0x0db8;
        return handedOut && !carriesAnother && !forBooks;
    }
}
